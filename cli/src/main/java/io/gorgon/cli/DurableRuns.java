package io.gorgon.cli;

import io.gorgon.budget.Scope;
import io.gorgon.budget.ScopeKind;
import io.gorgon.config.GorgonConfig;
import io.gorgon.journal.ApprovalRecord;
import io.gorgon.journal.Journal;
import io.gorgon.journal.RunRecord;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.run.ApprovalRequest;
import io.gorgon.workflow.run.RunOptions;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.StepStatus;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The runs that are in the journal, for the length of one command. */
final class DurableRuns implements AutoCloseable {

    private final GorgonCommand gorgon;
    private final GorgonConfig config;
    private final WorkflowApplication application;
    private final Journal journal;

    private DurableRuns(
            GorgonCommand gorgon, GorgonConfig config, WorkflowApplication application) {
        this.gorgon = gorgon;
        this.config = config;
        this.application = application;
        this.journal = application.runs().journal();
    }

    static DurableRuns open(GorgonCommand gorgon) {
        GorgonConfig config = ConfigFile.load(gorgon.configFile(), gorgon.overrides());
        WorkflowApplication application =
                WorkflowApplication.start(gorgon.invocation(), false, context -> {});
        try {
            return new DurableRuns(gorgon, config, application);
        } catch (RuntimeException e) {
            application.close();
            throw e;
        }
    }

    GorgonConfig config() {
        return config;
    }

    Journal journal() {
        return journal;
    }

    /**
     * The run that a person means.
     *
     * @param id the whole id, or a unique start of it
     */
    RunRecord find(String id) {
        return journal.run(id)
                .orElseThrow(
                        () ->
                                new InvalidInputException(
                                        "there is no run '"
                                                + id
                                                + "'; 'gorgon runs' lists those that there are"));
    }

    /** Goes on with a run until it ends or waits, and shows what happens meanwhile. */
    RunOutcome resume(RunRecord run, RunDisplay display) {
        Surroundings surroundings = gorgon.surroundings();
        Workflow workflow = PinnedText.of(journal, run, config);
        JournalShare taken = JournalShare.of(journal, run.runId());
        RunResult result;
        try (RunCancellation cancellation = new RunCancellation(surroundings.interruption());
                RunProgress shown =
                        RunProgress.of(
                                display.progress(),
                                workflow,
                                taken,
                                surroundings,
                                Clock.systemUTC())) {
            RunOptions options =
                    new RunOptions(
                            run.runId(),
                            false,
                            cancellation.ofRun(),
                            shown.listener(),
                            new InputFiles(surroundings.directory()));
            result = application.runs().resume(run.runId(), options);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while taking the run over", e);
        }
        return outcome(journal, result, workflow, taken);
    }

    /**
     * @param taken what was taken from the journal; null for a run that was started here
     */
    static RunOutcome outcome(
            Journal journal, RunResult result, Workflow workflow, JournalShare taken) {
        List<OpenApproval> approvals =
                result.status() == RunStatus.AWAITING_APPROVAL
                        ? OpenApproval.of(journal, result.runId(), tokens(result))
                        : List.of();
        return new RunOutcome(result, workflow, approvals, taken, List.of());
    }

    private static Map<String, String> tokens(RunResult result) {
        return result.approvals().stream()
                .filter(asked -> asked.token() != null)
                .collect(
                        Collectors.toMap(
                                ApprovalRequest::path,
                                ApprovalRequest::token,
                                (first, last) -> last));
    }

    /**
     * What there is of a run, with nothing done to it.
     *
     * @param tokens those of what it waits for that are known, by step
     */
    RunOutcome standing(RunRecord run, Map<String, String> tokens) {
        Workflow workflow = PinnedText.of(journal, run, config);
        List<OpenApproval> approvals =
                run.status() == RunStatus.AWAITING_APPROVAL
                        ? OpenApproval.of(journal, run.runId(), tokens)
                        : List.of();
        return new RunOutcome(
                PastRun.result(journal, run),
                workflow,
                approvals,
                JournalShare.of(journal, run.runId()),
                List.of());
    }

    /** Whether a run can only wait: nobody has decided anything yet, and there is still time. */
    boolean waits(RunRecord run) {
        if (run.status() != RunStatus.AWAITING_APPROVAL) {
            return false;
        }
        Set<String> done =
                journal.steps(run.runId()).stream()
                        .filter(step -> step.result().status() == StepStatus.SUCCESS)
                        .map(step -> step.result().path())
                        .collect(Collectors.toSet());
        return OpenApproval.latest(journal.approvals(run.runId())).stream()
                .filter(asked -> !done.contains(asked.path()))
                .allMatch(
                        asked ->
                                asked.state() == ApprovalRecord.State.PENDING
                                        && asked.expires().isAfter(Clock.systemUTC().instant()));
    }

    /**
     * Lets a run use more than it was allowed to.
     *
     * @param tokens null for no more
     * @param usd US dollars; null for no more
     */
    void raiseBudget(RunRecord run, Long tokens, BigDecimal usd) {
        application
                .ledger()
                .raise(
                        new Scope(ScopeKind.RUN, run.runId()),
                        tokens == null ? 0 : tokens,
                        usd == null ? 0 : usd.movePointRight(6).longValueExact());
    }

    @Override
    public void close() {
        application.close();
    }
}
