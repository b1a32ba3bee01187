package io.gorgon.hardware;

import io.gorgon.llm.Cancellation;
import io.gorgon.llm.error.CancelledException;
import io.gorgon.llm.error.LlmTimeoutException;
import io.gorgon.llm.error.OverloadedException;
import io.gorgon.llm.spi.ModelGate.Lease;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The models of one machine that are in use, and the calls that wait for one. A model is in use
 * from the first call to it until the last has ended; so many, and so much memory, may be in use at
 * a time. Calls to one model wait in one line per agent, and agents get their turns. Thread-safe.
 */
final class ModelQueue {

    /** How often calls that came later may go before a model that waits for memory. */
    static final int MOST_OVERTAKING = 8;

    private final int maxModels;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, UsedModel> used = new LinkedHashMap<>();
    private final Map<String, WaitingLine> waiting = new LinkedHashMap<>();
    private long arrivals;

    /**
     * @param maxModels models in use at a time, at least 1
     */
    ModelQueue(int maxModels, Clock clock) {
        this.maxModels = maxModels;
        this.clock = clock;
    }

    /** Whether a call would have to wait now. */
    boolean wouldWait(Ticket ticket) {
        lock.lock();
        try {
            expire();
            return waiting.containsKey(ticket.key()) || !admits(ticket);
        } finally {
            lock.unlock();
        }
    }

    /** Whether the model is in use now, and so in memory. */
    boolean isUsed(String key) {
        lock.lock();
        try {
            return used.containsKey(key);
        } finally {
            lock.unlock();
        }
    }

    /** How many calls wait now. */
    int waiting() {
        lock.lock();
        try {
            return waiting.values().stream().mapToInt(WaitingLine::size).sum();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the model.
     *
     * @throws OverloadedException if too many wait or it takes too long
     * @throws LlmTimeoutException if the caller's deadline passes
     * @throws CancelledException if the caller gives up
     */
    Lease enter(Ticket ticket) {
        Waiter waiter;
        lock.lock();
        try {
            waiter = new Waiter(ticket, arrivals++, lock.newCondition());
            line(ticket.key()).add(waiter);
            dispatch();
            if (!waiter.isGranted() && line(ticket.key()).size() > ticket.queueLimit()) {
                leave(waiter);
                throw WaitFailures.full(ticket);
            }
        } finally {
            lock.unlock();
        }
        if (!waiter.isGranted()) {
            await(waiter);
        }
        return () -> release(waiter);
    }

    private void await(Waiter waiter) {
        Cancellation.Registration registration =
                waiter.ticket().caller().cancellation().onCancel(() -> cancel(waiter));
        lock.lock();
        try {
            untilGranted(waiter);
        } finally {
            if (!waiter.isGranted()) {
                leave(waiter);
            }
            lock.unlock();
            registration.close();
        }
    }

    private void untilGranted(Waiter waiter) {
        Ticket ticket = waiter.ticket();
        long start = System.nanoTime();
        Duration untilDeadline =
                ticket.caller().deadline() == null
                        ? null
                        : Duration.between(clock.instant(), ticket.caller().deadline());
        boolean deadlineFirst =
                untilDeadline != null && untilDeadline.compareTo(ticket.queueTimeout()) < 0;
        long end = start + (deadlineFirst ? untilDeadline : ticket.queueTimeout()).toNanos();
        while (!waiter.isGranted()) {
            if (waiter.isCancelled()) {
                throw WaitFailures.cancelled(ticket, null);
            }
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw deadlineFirst
                        ? WaitFailures.late(ticket, reason(ticket))
                        : WaitFailures.tooLong(ticket, reason(ticket));
            }
            try {
                waiter.condition().awaitNanos(Math.min(left, untilNextExpiry()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw WaitFailures.cancelled(ticket, e);
            }
            if (!waiter.isGranted() && expire()) {
                dispatch();
            }
        }
    }

    private void cancel(Waiter waiter) {
        lock.lock();
        try {
            waiter.cancel();
        } finally {
            lock.unlock();
        }
    }

    private void release(Waiter holder) {
        lock.lock();
        try {
            UsedModel model = used.get(holder.ticket().key());
            if (model != null && model.remove(holder)) {
                if (model.isIdle()) {
                    used.remove(holder.ticket().key());
                }
                dispatch();
            }
        } finally {
            lock.unlock();
        }
    }

    private void leave(Waiter waiter) {
        WaitingLine line = waiting.get(waiter.ticket().key());
        if (line != null) {
            line.remove(waiter);
            if (line.isEmpty()) {
                waiting.remove(waiter.ticket().key());
            }
        }
        dispatch();
    }

    private WaitingLine line(String key) {
        return waiting.computeIfAbsent(key, unused -> new WaitingLine());
    }

    /** Lets in whoever may go now. The lock is held. */
    private void dispatch() {
        while (!waiting.isEmpty() && admitOne()) {
            // what was let in changes what may follow
        }
    }

    private boolean admitOne() {
        WaitingLine overdue = overdue();
        WaitingLine next = null;
        for (WaitingLine line : waiting.values()) {
            boolean earlier = next == null || line.oldest() < next.oldest();
            boolean mayGo = overdue == null || line == overdue;
            if (mayGo && earlier && admits(line.next().ticket())) {
                next = line;
            }
        }
        if (next == null) {
            return false;
        }
        admit(next);
        return true;
    }

    /** The line that others have gone before too often, so that they have to end first. */
    private WaitingLine overdue() {
        WaitingLine overdue = null;
        for (WaitingLine line : waiting.values()) {
            boolean tooOften = line.overtaken() >= MOST_OVERTAKING;
            if (tooOften && (overdue == null || line.oldest() < overdue.oldest())) {
                overdue = line;
            }
        }
        return overdue;
    }

    private void admit(WaitingLine line) {
        Waiter waiter = line.poll();
        String key = waiter.ticket().key();
        if (line.isEmpty()) {
            waiting.remove(key);
        }
        for (WaitingLine other : waiting.values()) {
            if (other != line
                    && other.oldest() < waiter.arrival()
                    && !used.containsKey(other.next().ticket().key())) {
                other.wasOvertaken();
            }
        }
        used.computeIfAbsent(key, unused -> new UsedModel()).add(waiter);
        waiter.grant();
    }

    private boolean admits(Ticket ticket) {
        UsedModel model = used.get(ticket.key());
        if (model != null) {
            return model.calls() < ticket.parallel();
        }
        if (used.isEmpty()) {
            return true;
        }
        long inUse = used.values().stream().mapToLong(UsedModel::need).sum();
        // Nothing is known of a need of 0, so it is no reason to wait.
        boolean memory = ticket.need() == 0 || inUse + ticket.need() <= ticket.capacity();
        return used.size() < maxModels && memory;
    }

    /** Takes back what is held longer than any call takes. The lock is held. */
    private boolean expire() {
        long now = System.nanoTime();
        boolean some = false;
        for (UsedModel model : used.values()) {
            some |= model.expire(now);
        }
        used.values().removeIf(UsedModel::isIdle);
        return some;
    }

    private long untilNextExpiry() {
        long now = System.nanoTime();
        return used.values().stream()
                .mapToLong(model -> model.untilExpiry(now))
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** What is waited for, by what is in use now. The lock is held. */
    private String reason(Ticket ticket) {
        return used.containsKey(ticket.key())
                ? "its turn"
                : "memory that "
                        + String.join(
                                ", ", used.values().stream().map(UsedModel::name).sorted().toList())
                        + " had in use";
    }
}
