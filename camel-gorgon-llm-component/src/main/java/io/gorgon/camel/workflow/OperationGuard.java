package io.gorgon.camel.workflow;

import io.gorgon.config.GorgonConfig;
import io.gorgon.consensus.Ballot;
import io.gorgon.consensus.ConsensusLevel;
import io.gorgon.consensus.Verdict;
import io.gorgon.journal.ApprovalRecord;
import io.gorgon.journal.JournaledRun.RecordedStep;
import io.gorgon.workflow.run.RunStoppedException;
import io.gorgon.workflow.run.StepResult;
import io.gorgon.workflow.run.StepStatus;
import io.gorgon.workflow.run.StepUsage;
import io.gorgon.workflow.run.WorkflowRun;
import io.gorgon.workflow.step.StepClass;
import io.gorgon.workflow.type.VoteConfirmation;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * {@code gorgon-step:guard}: stands before what a step does. Rules of skills are checked, and a
 * panel votes where one has to; the step goes on only after that.
 */
final class OperationGuard implements Processor {

    static final String NAME = "guard";

    private static final String TYPE = "consensus";
    private static final String SHA256 = "operation_sha256";

    private final Map<String, String> options;

    OperationGuard(Map<String, String> options) {
        this.options = options;
    }

    /** Where the vote on what a step does is kept. */
    static String path(String stepPath) {
        return stepPath + "/" + TYPE;
    }

    @Override
    public void process(Exchange exchange) {
        WorkflowRun run = WorkflowRuntime.run(exchange);
        WorkflowRuntime runtime = WorkflowRuntime.of(exchange.getContext());
        GorgonConfig config = runtime.config();
        ConcreteOperation operation = ConcreteOperation.of(exchange, options);
        String role = options.get("role");
        if (role != null) {
            new SkillCheck(config, role, run)
                    .requireAllowed(operation, options.get("targetParameters"));
        }
        ConsensusLevel written =
                options.get("level") == null ? null : ConsensusLevel.of(options.get("level"));
        Optional<ConsensusLevel> level =
                config.agents().voteFor(role, options.get("capability"), written);
        if (level.isPresent() && !run.dryRun()) {
            vote(exchange, run, runtime, operation, level.get());
        }
    }

    private void vote(
            Exchange exchange,
            WorkflowRun run,
            WorkflowRuntime runtime,
            ConcreteOperation operation,
            ConsensusLevel level) {
        String stepPath = exchange.getProperty(WorkflowConstants.PATH, String.class);
        String path = path(stepPath);
        Ballot ballot = new Ballot(operation.words(), context(run, stepPath));
        OperationDigest digest = OperationDigest.of(ballot);
        Map<String, Object> before = before(exchange, run, path, digest, level);
        if (before != null) {
            proceed(exchange, before, null);
            return;
        }
        RunJournal journal = RunJournal.of(exchange);
        Instant began = run.clock().instant();
        run.stepStarted(path, TYPE, 1);
        journal.started(run.fromRoot(path), TYPE, StepClass.PURE, 1);
        Ending ending = new Ending(run, journal, path, began);
        Verdict verdict;
        try {
            verdict =
                    new StepVotes(exchange, run, runtime)
                            .vote(path, ballot, level, options.get("panel"));
            if (verdict.requiresUserConfirmation()) {
                verdict =
                        VoteConfirmation.after(
                                run.fromRoot(path),
                                ballot,
                                verdict,
                                journal.decision(run.fromRoot(path)));
            }
        } catch (RunStoppedException stopped) {
            throw stopped(ending, journal, stopped);
        } catch (RuntimeException failed) {
            ending.of(StepStatus.CANCELLED, Map.of(), null);
            throw failed;
        }
        Map<String, Object> kept = new LinkedHashMap<>(verdict.toMap());
        kept.put("operation", ballot.operation());
        kept.put(SHA256, digest.sha256());
        boolean fails = !verdict.mayProceed() && !continues();
        ending.of(
                fails ? StepStatus.FAILED : StepStatus.SUCCESS,
                kept,
                fails ? verdict.explanation() : null);
        proceed(exchange, kept, verdict.explanation());
    }

    private static RunStoppedException stopped(
            Ending ending, RunJournal journal, RunStoppedException stopped) {
        if (stopped.approval() == null) {
            ending.of(StepStatus.CANCELLED, Map.of(), null);
            return stopped;
        }
        RunStoppedException asked =
                RunStoppedException.awaiting(
                        journal.ask(stopped.approval(), ApprovalRecord.Kind.APPROVAL));
        ending.of(StepStatus.AWAITING_APPROVAL, Map.of(), asked.getMessage());
        return asked;
    }

    /** Tells how the vote as a whole has ended. */
    private record Ending(WorkflowRun run, RunJournal journal, String path, Instant began) {

        void of(StepStatus status, Map<String, Object> answer, String error) {
            StepResult result =
                    new StepResult(
                            path,
                            TYPE,
                            status,
                            1,
                            null,
                            null,
                            StepUsage.NONE,
                            Duration.between(began, run.clock().instant()),
                            error,
                            answer);
            // on the disk before anything is done, so that nobody has to doubt what was not begun
            journal.ended(result.at(run.fromRoot(path)), StepClass.EFFECT, Map.of(), false);
            run.stepEnded(result);
        }
    }

    /** The verdict that this try, one before or an earlier part of the run has of it; or null. */
    private static Map<String, Object> before(
            Exchange exchange,
            WorkflowRun run,
            String path,
            OperationDigest digest,
            ConsensusLevel level) {
        if (exchange.getProperty(WorkflowConstants.VERDICT) instanceof Map<?, ?> known) {
            Map<String, Object> verdict = new LinkedHashMap<>();
            known.forEach((name, value) -> verdict.put(String.valueOf(name), value));
            if (isOf(verdict, digest, level) && path.equals(verdict.get("path"))) {
                return verdict;
            }
        }
        RunJournal journal = RunJournal.of(exchange);
        Optional<RecordedStep> recorded = journal.done(run.fromRoot(path));
        if (recorded.isEmpty() || !isOf(recorded.get().result().answer(), digest, level)) {
            return null;
        }
        for (RecordedStep vote : journal.doneBelow(run.fromRoot(path))) {
            run.stepEnded(vote.result().at(run.fromHere(vote.result().path())).recorded());
        }
        run.stepEnded(recorded.get().result().at(path).recorded());
        return new LinkedHashMap<>(recorded.get().result().answer());
    }

    private static boolean isOf(
            Map<String, Object> verdict, OperationDigest digest, ConsensusLevel level) {
        return digest.sha256().equals(verdict.get(SHA256))
                && level.label().equals(verdict.get("level"));
    }

    private boolean continues() {
        return "continue".equals(options.get("onReject"));
    }

    private void proceed(Exchange exchange, Map<String, Object> kept, String explanation) {
        Map<String, Object> property = new LinkedHashMap<>(kept);
        property.put("path", path(exchange.getProperty(WorkflowConstants.PATH, String.class)));
        exchange.setProperty(WorkflowConstants.VERDICT, property);
        boolean may =
                Boolean.TRUE.equals(kept.get("approved"))
                        && "approved".equals(kept.get("decision"))
                        && Boolean.FALSE.equals(kept.get("requires_user_confirmation"));
        if (!may) {
            throw new NotApprovedException(
                    explanation == null ? "The operation was not approved" : explanation,
                    continues());
        }
    }

    /**
     * The verdict on what the step has done or left out, for its answer: what the panel said,
     * without what only the journal needs; null when nobody has voted.
     */
    static Map<String, Object> verdict(Exchange exchange) {
        String path = exchange.getProperty(WorkflowConstants.PATH, String.class);
        if (!(exchange.getProperty(WorkflowConstants.VERDICT) instanceof Map<?, ?> kept)
                || !path(path).equals(kept.get("path"))) {
            return null;
        }
        Map<String, Object> verdict = new LinkedHashMap<>();
        kept.forEach((name, value) -> verdict.put(String.valueOf(name), value));
        verdict.keySet().removeAll(List.of("operation", SHA256, "path"));
        return verdict;
    }

    private String context(WorkflowRun run, String stepPath) {
        String task = options.get("task");
        return "Step '%s' of the workflow '%s'.%s"
                .formatted(
                        run.fromRoot(stepPath),
                        run.workflow().name(),
                        task == null ? "" : "\n" + task);
    }
}
