package io.gorgon.cli;

import io.gorgon.journal.ApprovalRecord;
import io.gorgon.journal.CallEntry;
import io.gorgon.journal.EventRecord;
import io.gorgon.journal.RunRecord;
import io.gorgon.journal.StepRecord;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.StepStatus;
import io.gorgon.workflow.run.StepUsage;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * All that the journal knows of a run at a moment.
 *
 * @param run never null
 * @param workflow what it is pinned to; null when there is none, or it cannot be read here
 * @param tokenLimit the most tokens that it may use; zero when nobody knows
 * @param steps in the order in which they began
 * @param calls in the order in which they began
 * @param approvals oldest first
 * @param events oldest first
 * @param clock gives the moment, and the time zone that people read
 * @param now when this was read
 * @param typed makes a whole command line of a subcommand and its arguments
 */
record RunSnapshot(
        RunRecord run,
        Workflow workflow,
        long tokenLimit,
        List<StepRecord> steps,
        List<CallEntry> calls,
        List<ApprovalRecord> approvals,
        List<EventRecord> events,
        Clock clock,
        Instant now,
        UnaryOperator<String> typed) {

    /** A command about this run as a person types it. */
    String command(String subcommand, String options) {
        return typed.apply(
                subcommand + " " + run.runId() + (options.isEmpty() ? "" : " " + options));
    }

    /** Whether somebody works on it. */
    boolean isWorkedOn() {
        return run.status() == RunStatus.RUNNING && !run.interrupted();
    }

    /** As in JSON; {@code interrupted} is one of them. */
    String status() {
        return status(run);
    }

    /** The status of a run as in JSON, {@code interrupted} when its process has died. */
    static String status(RunRecord run) {
        return run.interrupted() ? "interrupted" : run.status().label();
    }

    /** The questions that can be answered. */
    List<ApprovalRecord> open() {
        return approvals.stream()
                .filter(each -> each.state() == ApprovalRecord.State.PENDING)
                .filter(each -> each.expires() == null || each.expires().isAfter(now))
                .toList();
    }

    /** The steps that are being done, without those around them. */
    List<StepRecord> innermost(StepStatus status) {
        return steps.stream()
                .filter(each -> each.result().status() == status)
                .filter(
                        each ->
                                steps.stream()
                                        .noneMatch(
                                                other ->
                                                        other.result().status() == status
                                                                && StepPath.isInside(
                                                                        other.result().path(),
                                                                        each.result().path())))
                .toList();
    }

    /** The steps that were being done when their process died. */
    List<StepRecord> inDoubt() {
        return steps.stream().filter(StepRecord::inDoubt).toList();
    }

    /** The calls of one step itself. */
    List<CallEntry> callsOf(String path) {
        return calls.stream().filter(call -> path.equals(call.path())).toList();
    }

    /** What the run has used, as a whole. */
    StepUsage usage() {
        boolean estimated = steps.stream().anyMatch(each -> each.result().usage().estimated());
        return new StepUsage(run.tokens(), 0, run.costUsd(), estimated);
    }

    /** The part of the costs that is known. */
    BigDecimal knownCost() {
        BigDecimal sum = BigDecimal.ZERO;
        for (StepRecord step : steps) {
            BigDecimal cost = step.result().usage().costUsd();
            sum = cost == null ? sum : sum.add(cost);
        }
        return sum;
    }

    /** From its start to its end, or to now. */
    Duration time() {
        return Duration.between(run.started(), run.finished() == null ? now : run.finished());
    }
}
