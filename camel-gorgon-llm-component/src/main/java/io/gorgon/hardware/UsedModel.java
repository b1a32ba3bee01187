package io.gorgon.hardware;

import java.util.LinkedHashSet;
import java.util.Set;

/** A model that calls use now. Guarded by its queue's lock. */
final class UsedModel {

    private final Set<Waiter> holders = new LinkedHashSet<>();
    private long need;
    private String name = "";

    void add(Waiter holder) {
        holders.add(holder);
        need = Math.max(need, holder.ticket().need());
        name = holder.ticket().model();
    }

    /** False when it was not among them any more. */
    boolean remove(Waiter holder) {
        return holders.remove(holder);
    }

    int calls() {
        return holders.size();
    }

    boolean isIdle() {
        return holders.isEmpty();
    }

    long need() {
        return need;
    }

    String name() {
        return name;
    }

    boolean expire(long nowNanos) {
        return holders.removeIf(holder -> holder.untilExpiry(nowNanos) <= 0);
    }

    /** Nanoseconds, at least 1. */
    long untilExpiry(long nowNanos) {
        return holders.stream()
                .mapToLong(holder -> Math.max(1, holder.untilExpiry(nowNanos)))
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
