package io.gorgon.llm.http;

import io.gorgon.llm.error.LlmTimeoutException.Phase;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Watches one call: runs an action when somebody waits too long in one phase of it, or the call as
 * a whole takes too long. Between two waits only the whole counts, so a slow reader is nobody's
 * fault. Entering a phase only moves a number; the timer looks at it in turn, so that a token costs
 * no scheduling.
 */
final class Watchdog implements AutoCloseable {

    private final ScheduledExecutorService timer;
    private final Runnable onTimeout;
    private final long totalDeadline;
    private final long shortestPhaseNanos;
    private volatile Wait wait;
    private volatile Phase expired;
    private volatile boolean closed;
    private volatile ScheduledFuture<?> next;

    private record Wait(Phase phase, long deadline) {}

    /**
     * @param totalNanos time for the call as a whole
     * @param shortestPhaseNanos the shortest time that a phase may have: how often the timer looks
     */
    Watchdog(
            ScheduledExecutorService timer,
            long totalNanos,
            long shortestPhaseNanos,
            Runnable onTimeout) {
        this.timer = timer;
        this.onTimeout = onTimeout;
        this.totalDeadline = System.nanoTime() + totalNanos;
        this.shortestPhaseNanos = shortestPhaseNanos;
        schedule(Math.min(totalNanos, shortestPhaseNanos));
    }

    /** Somebody starts to wait. */
    void enter(Phase phase, long nanos) {
        wait = new Wait(phase, System.nanoTime() + nanos);
    }

    /** Nobody waits any more. */
    void leave() {
        wait = null;
    }

    /** The phase that took too long; null as long as none did. */
    Phase expired() {
        return expired;
    }

    private synchronized void schedule(long nanos) {
        if (closed) {
            return;
        }
        try {
            next = timer.schedule(this::check, Math.max(nanos, 0), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // the provider is being closed, and the call with it
            onTimeout.run();
        }
    }

    private void check() {
        if (closed) {
            return;
        }
        long now = System.nanoTime();
        long totalLeft = totalDeadline - now;
        Wait current = wait;
        long phaseLeft = current == null ? shortestPhaseNanos : current.deadline() - now;
        if (totalLeft <= 0) {
            expire(Phase.TOTAL);
        } else if (phaseLeft <= 0) {
            expire(current.phase());
        } else {
            schedule(Math.min(Math.min(totalLeft, phaseLeft), shortestPhaseNanos));
        }
    }

    private void expire(Phase which) {
        expired = which;
        onTimeout.run();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (next != null) {
            next.cancel(false);
        }
    }
}
