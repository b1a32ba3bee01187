package io.gorgon.llm.failover;

import io.gorgon.llm.Attempt;
import io.gorgon.llm.error.AttemptsFailedException;
import io.gorgon.llm.error.CancelledException;
import io.gorgon.llm.error.ContextWindowExceededException;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.error.ModelNotFoundException;
import io.gorgon.llm.error.OutOfMemoryException;
import io.gorgon.llm.error.UnsupportedByProviderException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleSupplier;

/**
 * The attempts for one request: who is asked now, and after each failure, who next and when. The
 * only place where calls are tried again. For one thread at a time.
 */
public final class AttemptChain {

    private final Deque<Candidate> waiting;
    private final FailoverSettings settings;
    private final Clock clock;
    private final DoubleSupplier random;
    private final Instant end;
    private final List<Attempt> failed = new ArrayList<>();
    private final List<LlmException> failures = new ArrayList<>();
    private final Set<String> notAgain = new HashSet<>();
    private final boolean prefersModel;
    private Candidate current;
    private int triesAtCurrent;

    /**
     * @param candidates who may be asked, the preferred first; at least one. One that comes with a
     *     preferred model may come again without; it is asked again when the model was the trouble
     * @param deadline of the request; null for the settings' own
     * @param random numbers from 0 to 1, for the jitter of waits
     */
    public AttemptChain(
            List<Candidate> candidates,
            FailoverSettings settings,
            Instant deadline,
            Clock clock,
            DoubleSupplier random) {
        this.waiting = new ArrayDeque<>(candidates);
        this.prefersModel =
                candidates.stream().anyMatch(candidate -> candidate.preferredModel() != null);
        this.settings = settings;
        this.clock = clock;
        this.random = random;
        Instant own = clock.instant().plus(settings.total());
        this.end = deadline == null || own.isBefore(deadline) ? own : deadline;
        advance();
    }

    private void advance() {
        current = waiting.poll();
        triesAtCurrent = 0;
    }

    /** Who is to be asked now. */
    public Candidate current() {
        return current;
    }

    /** Whether there is, or was, anyone to ask for the model that the caller prefers. */
    public boolean prefersModel() {
        return prefersModel;
    }

    /** When the answer is no longer of use. */
    public Instant end() {
        return end;
    }

    /** The attempts that failed so far, oldest first. */
    public List<Attempt> failed() {
        return List.copyOf(failed);
    }

    /**
     * Takes note of a failure and goes on to the next attempt.
     *
     * @param kind what to call it in the list of attempts
     * @return how long to wait before the next attempt
     * @throws LlmException the failure, or all of them in one, if there is no next attempt; a
     *     cancellation itself, with the earlier ones as suppressed
     */
    public Duration failed(LlmException failure, String kind, Duration took) {
        failed.add(new Attempt(current.provider(), failure.model(), kind, took.toMillis()));
        failures.add(failure);
        triesAtCurrent++;
        if (failure instanceof CancelledException) {
            failures.stream().filter(each -> each != failure).forEach(failure::addSuppressed);
            throw failure;
        }
        FailureRule rule = rule(failure);
        if (rule == FailureRule.TRY_AGAIN && triesAtCurrent <= settings.retries()) {
            Duration wait = wait(failure);
            boolean inTime = clock.instant().plus(wait).isBefore(end);
            if (wait.compareTo(settings.maxWait()) <= 0 && inTime) {
                return wait;
            }
        }
        do {
            advance();
        } while (current != null && (notAgain.contains(current.provider()) || !mayFollow(rule)));
        if (rule == FailureRule.STOP || current == null || !clock.instant().isBefore(end)) {
            throw failed.size() == 1 ? failure : new AttemptsFailedException(failed, failures);
        }
        return Duration.ZERO;
    }

    /** A model that is only preferred can be left for the tier's, also at the same provider. */
    private FailureRule rule(LlmException failure) {
        if (current.preferredModel() == null) {
            return FailureRule.of(failure);
        }
        if (failure instanceof ModelNotFoundException
                || failure instanceof OutOfMemoryException
                || failure instanceof ContextWindowExceededException
                || failure instanceof UnsupportedByProviderException) {
            return FailureRule.NEXT_HEALTHY;
        }
        notAgain.add(current.provider());
        return FailureRule.of(failure);
    }

    private boolean mayFollow(FailureRule rule) {
        return rule != FailureRule.NEXT_IF_LOCAL || current.local();
    }

    /**
     * Doubles with each try, with up to a quarter of jitter on top, and never less than was asked
     * for.
     */
    private Duration wait(LlmException failure) {
        double factor = Math.pow(2, triesAtCurrent - 1.0) * (1 + random.getAsDouble() / 4);
        Duration own = Duration.ofMillis(Math.round(settings.backoff().toMillis() * factor));
        Duration asked = failure.retryAfter().orElse(Duration.ZERO);
        return own.compareTo(asked) > 0 ? own : asked;
    }
}
