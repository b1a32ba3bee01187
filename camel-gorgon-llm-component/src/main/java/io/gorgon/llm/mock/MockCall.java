package io.gorgon.llm.mock;

import io.gorgon.llm.Cancellation;
import io.gorgon.llm.error.CancelledException;
import io.gorgon.llm.error.LlmTimeoutException;
import io.gorgon.llm.error.LlmTimeoutException.Phase;
import io.gorgon.llm.http.CallContext;
import io.gorgon.llm.http.Timeouts;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * One call, which can wait: until the wait is over, or a time-out, the deadline, the caller's
 * cancellation or closing ends it. Needs no thread of its own.
 */
final class MockCall implements AutoCloseable {

    private final String provider;
    private final CallContext context;
    private final Timeouts timeouts;
    private final Duration allowed;
    private final long started = System.nanoTime();
    private final Consumer<MockCall> onClose;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Cancellation.Registration registration;
    private boolean closed;

    MockCall(
            String provider,
            CallContext context,
            Timeouts timeouts,
            Clock clock,
            Consumer<MockCall> onClose) {
        this.provider = provider;
        this.context = context;
        this.timeouts = timeouts;
        this.allowed = allowed(context, timeouts, clock);
        this.onClose = onClose;
        this.registration = context.cancellation().onCancel(this::wake);
    }

    private static Duration allowed(CallContext context, Timeouts timeouts, Clock clock) {
        if (context.deadline() == null) {
            return timeouts.total();
        }
        Duration left = Duration.between(clock.instant(), context.deadline());
        return left.compareTo(timeouts.total()) < 0 ? left : timeouts.total();
    }

    String model() {
        return context.model();
    }

    long elapsedMs() {
        return (System.nanoTime() - started) / 1_000_000;
    }

    /**
     * Waits; not at all for a delay of zero, but then too the call may be over.
     *
     * @param phase whose time-out applies beside the total one; {@link Phase#TOTAL} for none
     * @param textSoFar what has been answered already
     */
    void pause(Duration delay, Phase phase, String textSoFar) {
        long start = System.nanoTime();
        long wait = delay.toNanos();
        Phase late = null;
        if (phase != Phase.TOTAL && limit(phase).toNanos() < wait) {
            wait = limit(phase).toNanos();
            late = phase;
        }
        long totalLeft = allowed.toNanos() - (start - started);
        if (totalLeft < wait) {
            wait = totalLeft;
            late = Phase.TOTAL;
        }
        await(start, wait);
        if (late != null) {
            throw new LlmTimeoutException(provider, model(), late, textSoFar, lateMessage(late));
        }
    }

    private void await(long start, long nanos) {
        lock.lock();
        try {
            long left = nanos - (System.nanoTime() - start);
            while (left > 0 && !closed && !context.cancellation().isCancelled()) {
                left = changed.awaitNanos(left);
            }
            if (context.cancellation().isCancelled()) {
                throw cancelled("the call was cancelled");
            }
            if (closed) {
                throw cancelled("the call was closed while it ran");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancelled("the thread was interrupted");
        } finally {
            lock.unlock();
        }
    }

    private CancelledException cancelled(String why) {
        return new CancelledException(provider, model(), 0, provider + ": " + why, null);
    }

    private Duration limit(Phase phase) {
        return switch (phase) {
            case CONNECT -> timeouts.connect();
            case FIRST_TOKEN -> timeouts.firstToken();
            case IDLE -> timeouts.idle();
            case TOTAL -> allowed;
        };
    }

    private String lateMessage(Phase phase) {
        String what =
                switch (phase) {
                    case CONNECT -> "no connection within ";
                    case FIRST_TOKEN -> "no first token within ";
                    case IDLE -> "no further token within ";
                    case TOTAL -> "no complete answer within ";
                };
        return provider + ": " + what + Math.max(0, limit(phase).toMillis()) + " ms";
    }

    private void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        registration.close();
        onClose.accept(this);
    }
}
