package io.gorgon.camel.workflow;

import io.gorgon.camel.workflow.StepSettings.Kind;
import io.gorgon.governor.AgentRefusedException;
import io.gorgon.governor.GovernorDecision.Cause;
import io.gorgon.journal.RunLostException;
import io.gorgon.llm.error.BudgetExceededException;
import io.gorgon.llm.error.StateUnavailableException;
import io.gorgon.workflow.run.RetryPolicy;
import io.gorgon.workflow.run.RunStoppedException;
import io.gorgon.workflow.run.StepFailedException;
import io.gorgon.workflow.run.WorkflowFailedException;
import io.gorgon.workflow.run.WorkflowRun;
import java.time.Duration;
import org.apache.camel.Exchange;

/** What failures mean for the step and for the run. */
final class StepFailures {

    private final StepSettings settings;

    StepFailures(StepSettings settings) {
        this.settings = settings;
    }

    /** Whether there is budget for the call as soon as others have ended. */
    static boolean isRoomLater(Throwable error) {
        return root(error) instanceof BudgetExceededException budget
                && budget.shortage().fitsWithoutReservations();
    }

    /** Whether the step is left out, as nobody has approved what it was going to do. */
    static boolean isLeftOut(Throwable error) {
        return error != null
                && root(error) instanceof NotApprovedException refused
                && refused.leavesOut();
    }

    /** Whether nothing was done, as it could not be written down that it is. */
    static boolean cannotBeRecorded(Throwable error) {
        return root(error) instanceof StateUnavailableException;
    }

    /** How long to wait before the next try, where there is one. */
    Duration delayOrThrow(
            Throwable error,
            int attempt,
            WorkflowRun run,
            StepReport report,
            Exchange exchange,
            WorkflowRuntime runtime) {
        Throwable cause = root(error);
        if (cause instanceof RunStoppedException stopped) {
            throw stopped;
        }
        if (cause instanceof RunLostException || run.cancellation().isCancelled()) {
            throw RunStoppedException.cancelled(report.path());
        }
        if (cause instanceof AgentRefusedException refused
                && refused.decision().cause() == Cause.BUDGET) {
            throw RunStoppedException.pausedByBudget(report.path(), refused.getMessage());
        }
        if (cause instanceof BudgetExceededException budget) {
            throw RunStoppedException.pausedByBudget(report.path(), budget.getMessage());
        }
        Duration left = Duration.between(run.clock().instant(), StepTries.deadline(exchange));
        if (error instanceof StepWatch.TimeIsOver || left.isNegative() || left.isZero()) {
            throw timedOut(run, report, exchange, cause);
        }
        Duration delay = runtime.retries().delay(attempt, cause);
        boolean again =
                attempt <= settings.getMaxRetries()
                        && RetryPolicy.mayHelp(cause)
                        && !StepBreakers.isOpen(cause)
                        && delay.compareTo(left) < 0;
        if (!again) {
            throw failed(report, sentence(error), cause);
        }
        return delay;
    }

    /** What ends the step, or the run when that has no time left. */
    RuntimeException timedOut(
            WorkflowRun run, StepReport report, Exchange exchange, Throwable cause) {
        if (StepTries.deadline(exchange).equals(run.deadline())) {
            return RunStoppedException.timedOut(
                    report.path(), run.lateSentence() + ", at step '" + report.path() + "'");
        }
        String sentence = "timed out after %d seconds".formatted(settings.getTimeoutSeconds());
        return failed(report, sentence, cause);
    }

    StepFailedException failed(StepReport report, String sentence, Throwable cause) {
        return new StepFailedException(
                report.path(), sentence, cause, settings.kind() == Kind.FALLBACK);
    }

    String sentence(Throwable error) {
        Throwable cause = root(error);
        if (StepBreakers.isOpen(cause)) {
            return StepBreakers.sentence(cause);
        }
        if (cause instanceof WorkflowFailedException failed) {
            return failed.getMessage();
        }
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }

    /**
     * What a step really failed of: Camel wraps what is not a runtime exception. Of ours, the
     * outermost one knows best.
     */
    static Throwable root(Throwable error) {
        Throwable plain = error;
        for (Throwable each = error; each != null; each = each.getCause()) {
            String name = each.getClass().getName();
            if (name.startsWith("io.gorgon.")) {
                return each;
            }
            if (plain.getClass().getName().startsWith("org.apache.camel.")) {
                plain = each;
            }
        }
        return plain;
    }
}
