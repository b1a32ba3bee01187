package io.gorgon.camel.workflow;

import io.gorgon.llm.Cancellation;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs that an application works on. Thread-safe. */
final class ActiveRuns {

    private static final Logger LOG = LoggerFactory.getLogger(ActiveRuns.class);

    /** A call of a model needs a moment to let go. */
    private static final long PATIENCE_SECONDS = 10;

    private final Set<Cancellation> runs = Collections.newSetFromMap(new IdentityHashMap<>());
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** A run begins. */
    Cancellation.Registration add(Cancellation run) {
        lock.lock();
        try {
            runs.add(run);
        } finally {
            lock.unlock();
        }
        return () -> remove(run);
    }

    private void remove(Cancellation run) {
        lock.lock();
        try {
            runs.remove(run);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends all runs, and waits a little until they have let go of what they use. */
    void cutShort() {
        List<Cancellation> active;
        lock.lock();
        try {
            active = List.copyOf(runs);
        } finally {
            lock.unlock();
        }
        active.forEach(Cancellation::cancel);
        awaitNone();
    }

    private void awaitNone() {
        long left = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        lock.lock();
        try {
            while (!runs.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (!runs.isEmpty()) {
                LOG.warn("{} runs have not ended in time; they are left as they are", runs.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
