package io.gorgon.llm;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Lets a caller end a call that another thread is waiting in: the provider closes its connection,
 * so the model stops working, and the waiting thread gets a {@link
 * io.gorgon.llm.error.CancelledException}. Thread-safe.
 */
public final class Cancellation {

    private final Set<Runnable> actions = new LinkedHashSet<>();
    private boolean cancelled;

    /** Ends all calls that carry this, now and in future. Calling it again does nothing. */
    public void cancel() {
        List<Runnable> toRun;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            toRun = List.copyOf(actions);
            actions.clear();
        }
        toRun.forEach(Runnable::run);
    }

    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /**
     * Runs the action on cancellation, at once if that has happened already.
     *
     * @return takes the action back; to be closed when the call is over
     */
    public Registration onCancel(Runnable action) {
        synchronized (this) {
            if (!cancelled) {
                actions.add(action);
                return () -> remove(action);
            }
        }
        action.run();
        return () -> {};
    }

    private synchronized void remove(Runnable action) {
        actions.remove(action);
    }

    /** A registered action. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
