package io.gorgon.camel.workflow;

import io.gorgon.camel.llm.GorgonLlmConstants;
import io.gorgon.camel.workflow.StepSettings.Kind;
import io.gorgon.governor.AgentPlace;
import io.gorgon.journal.ApprovalRecord;
import io.gorgon.journal.JournaledRun.StepHistory;
import io.gorgon.llm.FinishReason;
import io.gorgon.workflow.model.StepConsensus;
import io.gorgon.workflow.run.RunStoppedException;
import io.gorgon.workflow.run.StepFailedException;
import io.gorgon.workflow.run.WorkflowRun;
import io.gorgon.workflow.step.StepClass;
import io.gorgon.workflow.step.StepType;
import io.gorgon.workflow.type.ConsensusStepType;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Tries the work of a step until it works, or will not any more. */
final class StepTries {

    /** What a model's own time limit needs to come back by itself. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** Calls that run beside this one give back what they have reserved and do not use. */
    private static final Duration UNTIL_ROOM = Duration.ofMillis(250);

    /** The disk may have room again, or the server may be back. */
    private static final Duration UNTIL_RECORDABLE = Duration.ofSeconds(1);

    private final StepSettings settings;
    private final Processor work;
    private final WorkflowRuntime runtime;
    private final StepFailures failures;
    private final StepClass stepClass;
    private final StepAgents agents;

    StepTries(StepSettings settings, Processor work, WorkflowRuntime runtime) {
        this.settings = settings;
        this.work = work;
        this.runtime = runtime;
        this.failures = new StepFailures(settings);
        this.stepClass = runtime.stepClass(settings);
        this.agents = new StepAgents(settings, runtime);
    }

    /**
     * The answer of the first try that works.
     *
     * @return null when the condition of the step does not hold
     * @throws StepFailedException when no try worked
     * @throws RunStoppedException when the run ends here
     */
    StepAnswer answer(Exchange exchange, WorkflowRun run, StepReport report) {
        ExchangeState start = new ExchangeState(exchange);
        Optional<StepType> type = runtime.types().find(settings.getType());
        RunJournal journal = RunJournal.of(exchange);
        String journaled = RunJournal.path(run, settings, report.path());
        goOn(journal, journaled, run, report);
        while (true) {
            start.reset(exchange);
            requireTime(exchange, run, report);
            int attempt = report.nextAttempt();
            setCallHeaders(exchange, run, report.path());
            exchange.setProperty(
                    GorgonLlmConstants.CALL_RECORDS_PROPERTY, journal.calls(journaled, attempt));
            Try outcome = attempt(exchange, run, report, type);
            Throwable error = outcome.error();
            ExchangeState.forgetFailure(exchange);
            if (StepFailures.isLeftOut(error)) {
                return StepAnswer.leftOut(OperationGuard.verdict(exchange));
            }
            if (error == null) {
                requireInTime(exchange, run, report);
                return outcome.answer();
            }
            if (StepFailures.isRoomLater(error)) {
                report.forgetAttempt();
                runtime.pause(run, UNTIL_ROOM, report.path());
                continue;
            }
            if (StepFailures.cannotBeRecorded(error)) {
                report.forgetAttempt();
                run.warn(failures.sentence(error) + "; the run waits, no new call is started");
                runtime.pause(run, UNTIL_RECORDABLE, report.path());
                continue;
            }
            askPerson(journal, run, report, error);
            Duration delay = failures.delayOrThrow(error, attempt, run, report, exchange, runtime);
            String sentence = failures.sentence(error);
            journal.retried(journaled, attempt, run.clock().instant().plus(delay), sentence);
            run.stepRetried(report.path(), attempt, delay, sentence);
            runtime.pause(run, delay, report.path());
        }
    }

    /** Writes down what the step itself asks, before the run stops for it. */
    private static void askPerson(
            RunJournal journal, WorkflowRun run, StepReport report, Throwable error) {
        if (StepFailures.root(error) instanceof RunStoppedException stopped
                && stopped.approval() != null
                && stopped.path().equals(run.fromRoot(report.path()))) {
            throw RunStoppedException.awaiting(
                    journal.ask(stopped.approval(), ApprovalRecord.Kind.APPROVAL));
        }
    }

    /** Takes the step up where an earlier part of the run has left it. */
    private void goOn(RunJournal journal, String journaled, WorkflowRun run, StepReport report) {
        StepHistory history = journal.history(journaled);
        report.goOn(history.failedAttempts());
        if (history.inDoubt() && mayHaveBegun(journal, journaled)) {
            new InDoubt(settings, stepClass, runtime.askAboveUsd())
                    .requireAgain(journal, journaled, history);
        }
        if (history.notBefore() != null) {
            Duration left = Duration.between(run.clock().instant(), history.notBefore());
            if (!left.isNegative() && !left.isZero()) {
                runtime.pause(run, left, report.path());
            }
        }
    }

    /** Nothing is begun before the panel has decided, and that is on the disk by then. */
    private boolean mayHaveBegun(RunJournal journal, String journaled) {
        return !settings.isVoted() || journal.done(OperationGuard.path(journaled)).isPresent();
    }

    /**
     * One try.
     *
     * @param answer null when it did not work, or the condition does not hold
     * @param error null when it worked
     */
    private record Try(StepAnswer answer, Throwable error) {}

    private Try attempt(
            Exchange exchange, WorkflowRun run, StepReport report, Optional<StepType> type) {
        if (report.isNewAttempt()) {
            run.stepStarted(report.path(), settings.getType(), report.attempts());
        }
        if (run.dryRun() && type.filter(DryRun::replaces).isPresent()) {
            exchange.getMessage().setBody(DryRun.stub(settings));
            return new Try(finished(exchange, run, report, type), null);
        }
        Duration grace =
                settings.isVoted() || type.filter(StepTries::endsByItself).isPresent()
                        ? GRACE
                        : Duration.ZERO;
        Object group = Workers.enter(exchange.getProperty(WorkflowConstants.SCOPE));
        try (StepWatch watch =
                !settings.isLeaf()
                        ? StepWatch.none()
                        : runtime.watch(run, deadline(exchange), grace)) {
            StepAnswer answer = null;
            AgentPlace place = null;
            try {
                place = agents.begin(exchange, run, report.path(), type);
                RunJournal.of(exchange)
                        .started(
                                RunJournal.path(run, settings, report.path()),
                                settings.getType(),
                                stepClass,
                                report.attempts());
                work.process(exchange);
                if (exchange.getException() == null) {
                    answer = finished(exchange, run, report, type);
                }
            } catch (Exception e) {
                exchange.setException(e);
            } finally {
                if (place != null) {
                    place.close();
                }
            }
            return new Try(answer, watch.verdict(exchange.getException()));
        } finally {
            Workers.leave(group);
        }
    }

    /** Whether what takes time are calls of models, which end in time by themselves. */
    private static boolean endsByItself(StepType type) {
        return type.asksModel()
                || type.stepClass() == StepClass.PAID
                || type.name().equals(ConsensusStepType.NAME);
    }

    private StepAnswer finished(
            Exchange exchange, WorkflowRun run, StepReport report, Optional<StepType> type) {
        MissingValues.warn(exchange, run, report.path());
        if (exchange.getProperty(WorkflowConstants.SKIPPED) != null) {
            return null;
        }
        if (settings.kind() == Kind.FALLBACK && exchange.getMessage().getBody() == null) {
            throw failures.failed(report, "what should take its place gave nothing", null);
        }
        warnWhenCut(exchange, run, report.path());
        StepAnswer answer = StepAnswer.read(exchange, settings);
        requireUsable(exchange, answer, run);
        Map<String, Object> verdict = OperationGuard.verdict(exchange);
        if (verdict != null) {
            answer.values().putIfAbsent(StepConsensus.VERDICT, verdict);
        }
        return run.dryRun() && type.filter(StepType::asksModel).isPresent()
                ? DryRun.answer(answer, settings)
                : answer;
    }

    /** What the skills of an agent forbid, its answers must not contain either. */
    private void requireUsable(Exchange exchange, StepAnswer answer, WorkflowRun run) {
        String agent = agents.agent(exchange);
        if (agent == null || runtime.config().agents().skillsOf(agent).isEmpty()) {
            return;
        }
        Object text = answer.values().get("response");
        new SkillCheck(runtime.config(), agent, run)
                .requireUsable(text == null ? null : String.valueOf(text));
    }

    private static void warnWhenCut(Exchange exchange, WorkflowRun run, String path) {
        Object reason = exchange.getMessage().getHeader(GorgonLlmConstants.FINISH_REASON);
        if (FinishReason.LENGTH.label().equals(reason)) {
            run.warn(
                    "Step '%s': the answer ended at its limit of tokens and may not be whole; raise max_tokens"
                            .formatted(path));
        }
    }

    static Instant deadline(Exchange exchange) {
        return exchange.getProperty(WorkflowConstants.DEADLINE, Instant.class);
    }

    private void requireTime(Exchange exchange, WorkflowRun run, StepReport report) {
        if (run.cancellation().isCancelled()) {
            throw RunStoppedException.cancelled(report.path());
        }
        if (!run.clock().instant().isBefore(deadline(exchange))) {
            throw failures.timedOut(run, report, exchange, null);
        }
    }

    /** Steps inside end in time by themselves, and may be allowed to fail by that. */
    private void requireInTime(Exchange exchange, WorkflowRun run, StepReport report) {
        if (!settings.isLeaf() && !run.clock().instant().isBefore(deadline(exchange))) {
            throw failures.timedOut(run, report, exchange, null);
        }
    }

    private void setCallHeaders(Exchange exchange, WorkflowRun run, String path) {
        Message message = exchange.getMessage();
        WorkflowRun root = run.root();
        message.setHeader(GorgonLlmConstants.RUN_ID, root.id());
        message.setHeader(GorgonLlmConstants.WORKFLOW_ID, run.workflow().id());
        message.setHeader(GorgonLlmConstants.STEP_ID, run.fromRoot(path));
        Duration left = Duration.between(run.clock().instant(), deadline(exchange));
        message.setHeader(GorgonLlmConstants.TIMEOUT, Math.max(1, left.toMillis()));
        if (root.workflow().tokenBudget() != null) {
            message.setHeader(GorgonLlmConstants.RUN_TOKEN_LIMIT, root.workflow().tokenBudget());
        }
        if (run.dryRun()) {
            message.setHeader(GorgonLlmConstants.PROVIDER, "mock");
        }
    }
}
