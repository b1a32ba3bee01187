package io.gorgon.workflow.run;

import io.gorgon.llm.error.InvalidOutputException;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.error.Remedy;
import io.gorgon.workflow.step.PermanentFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Whether and when a step that did not work is tried again: after 1, 2, 4, … seconds, at most 30, a
 * little more or less so that many do not come back at the same moment, and no sooner than a
 * provider asks for.
 */
public final class RetryPolicy {

    private static final long FIRST_MS = 1_000;
    private static final long MOST_MS = 30_000;
    private static final int DOUBLINGS = 5;

    private final DoubleSupplier jitter;

    /**
     * @param jitter the factor of each delay, such as 0.75 to 1.25
     */
    public RetryPolicy(DoubleSupplier jitter) {
        this.jitter = jitter;
    }

    /** Whether the same once more may work. */
    public static boolean mayHelp(Throwable error) {
        if (error instanceof LlmException llm) {
            return llm.remedy() == Remedy.RETRY
                    || llm.remedy() == Remedy.NEXT_PROVIDER
                    // another answer of the same model may be as it should be
                    || llm instanceof InvalidOutputException;
        }
        return !(error instanceof PermanentFailure
                || error instanceof StepFailedException
                || error instanceof WorkflowFailedException
                || error instanceof IllegalArgumentException);
    }

    /**
     * How long to wait before the next try.
     *
     * @param attempt the one that failed, from 1
     */
    public Duration delay(int attempt, Throwable error) {
        long plain = Math.min(MOST_MS, FIRST_MS << Math.min(attempt - 1, DOUBLINGS));
        Duration delay = Duration.ofMillis(Math.round(plain * jitter.getAsDouble()));
        Optional<Duration> asked =
                error instanceof LlmException llm ? llm.retryAfter() : Optional.empty();
        return asked.filter(wanted -> wanted.compareTo(delay) > 0).orElse(delay);
    }
}
