package io.gorgon.workflow.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The steps inside of one step, or of a workflow: what has become of each, and the values that they
 * have given. Thread-safe.
 */
public final class StepScope {

    /** What a step means to those that depend on it. */
    public enum Outcome {
        /** They may start: it worked, was skipped by its condition, or may fail. */
        DONE,
        /** They cannot start. */
        FAILED,
        /** It is not their turn in this part of the run: the run stops, and goes on later. */
        STOPPED
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Outcome> outcomes = new TreeMap<>();
    private final Map<String, Object> published = new LinkedHashMap<>();
    private final Map<String, Map<String, Object>> answers = new LinkedHashMap<>();
    private final boolean failFast;
    private boolean closed;

    /**
     * @param failFast whether no step begins any more when one has failed
     */
    public StepScope(boolean failFast) {
        this.failFast = failFast;
    }

    /** Values that all that comes after may read. */
    public void publish(Map<String, Object> values) {
        lock.lock();
        try {
            published.putAll(values);
        } finally {
            lock.unlock();
        }
    }

    /** The values published so far, in the order in which they came. */
    public Map<String, Object> published() {
        lock.lock();
        try {
            return new LinkedHashMap<>(published);
        } finally {
            lock.unlock();
        }
    }

    /**
     * A step has come to its end.
     *
     * @param answer what it gave; with {@code error} when it failed
     */
    public void ended(String id, Outcome outcome, Map<String, Object> answer) {
        lock.lock();
        try {
            outcomes.put(id, outcome);
            answers.put(id, answer);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What has become of a step; null when it has not ended. */
    public Outcome outcome(String id) {
        lock.lock();
        try {
            return outcomes.get(id);
        } finally {
            lock.unlock();
        }
    }

    /** What the steps gave, in the order in which they ended. */
    public Map<String, Map<String, Object>> answers() {
        lock.lock();
        try {
            return new LinkedHashMap<>(answers);
        } finally {
            lock.unlock();
        }
    }

    /**
     * A step has failed for good; {@link #ended} follows when that has been told. Those that wait
     * for it do not wake up before.
     */
    public void failed(String id) {
        lock.lock();
        try {
            outcomes.put(id, Outcome.FAILED);
            closed |= failFast;
        } finally {
            lock.unlock();
        }
    }

    /** No step that has not begun will begin any more. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the steps have ended, or no step will begin any more.
     *
     * @return one of them that failed, or else one that will not be done; null when all are done
     * @throws TimeoutException if that takes longer
     */
    public String await(List<String> ids, long millis)
            throws InterruptedException, TimeoutException {
        long left = TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lockInterruptibly();
        try {
            while (true) {
                if (closed || outcomes.keySet().containsAll(ids)) {
                    return firstOf(ids, Outcome.FAILED)
                            .or(() -> firstOf(ids, Outcome.STOPPED))
                            .or(() -> firstOf(ids, null))
                            .orElse(null);
                }
                if (left <= 0) {
                    throw new TimeoutException();
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private Optional<String> firstOf(List<String> ids, Outcome outcome) {
        return ids.stream().filter(id -> outcomes.get(id) == outcome).findFirst();
    }
}
