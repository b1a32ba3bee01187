package io.gorgon.hardware;

import java.util.concurrent.locks.Condition;

/** A call that waits for a model, and later holds it. Its state is guarded by its queue's lock. */
final class Waiter {

    private final Ticket ticket;
    private final long arrival;
    private final Condition condition;
    private volatile boolean granted;
    private boolean cancelled;
    private long grantedNanos;

    Waiter(Ticket ticket, long arrival, Condition condition) {
        this.ticket = ticket;
        this.arrival = arrival;
        this.condition = condition;
    }

    Ticket ticket() {
        return ticket;
    }

    /** Counts up; the smaller the earlier. */
    long arrival() {
        return arrival;
    }

    Condition condition() {
        return condition;
    }

    boolean isGranted() {
        return granted;
    }

    boolean isCancelled() {
        return cancelled;
    }

    void grant() {
        granted = true;
        grantedNanos = System.nanoTime();
        condition.signal();
    }

    void cancel() {
        cancelled = true;
        condition.signal();
    }

    /** Nanoseconds until the lease counts as given back; negative when it does. */
    long untilExpiry(long nowNanos) {
        return ticket.longestHold().toNanos() - (nowNanos - grantedNanos);
    }
}
