package io.gorgon.governor;

import io.gorgon.config.GovernorSettings;
import io.gorgon.governor.GovernorDecision.Cause;
import io.gorgon.llm.Cancellation;
import io.gorgon.llm.error.CancelledException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The agents that are alive, and those that wait for their turn: first come, first served, but for
 * those whose run has all that it may have, which hold nobody else up. Thread-safe.
 */
final class Places {

    /** How often a busy machine is looked at again while somebody waits. */
    private static final long LOOK_AGAIN_NANOS = 250_000_000L;

    private final GovernorSettings settings;
    private final Supplier<Optional<String>> overload;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Integer> byRun = new HashMap<>();
    private final Set<Waiter> waiting = new LinkedHashSet<>();
    private int alive;

    private final class Waiter {
        private final String run;
        private final Condition changed = lock.newCondition();
        private boolean admitted;

        Waiter(String run) {
            this.run = run;
        }
    }

    /**
     * What came of asking for a place.
     *
     * @param cause why there is none; null when the place is taken
     * @param reasons the numbers
     * @param waited whether it was not there at once
     */
    record Outcome(Cause cause, List<String> reasons, boolean waited) {}

    /**
     * @param overload why the machine is too busy, with the numbers; empty when it is not
     */
    Places(GovernorSettings settings, Supplier<Optional<String>> overload) {
        this.settings = settings;
        this.overload = overload;
    }

    /** What would come of asking now, without taking anything. */
    Outcome look(String run) {
        lock.lock();
        try {
            return obstacle(run).orElseGet(() -> new Outcome(null, List.of(numbers(run)), false));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes a place, after waiting for it where that is configured.
     *
     * @param run null outside of one
     * @param atMost the longest time to wait, if that is less than what is configured
     */
    Outcome enter(String run, Duration atMost, Cancellation cancellation)
            throws InterruptedException {
        lock.lockInterruptibly();
        try {
            admitWaiting();
            Optional<Outcome> obstacle = obstacle(run);
            if (obstacle.isEmpty()) {
                return taken(run, false);
            }
            if (settings.queueLimit() == 0) {
                return obstacle.get();
            }
            if (waiting.size() >= settings.queueLimit()) {
                return refused(
                        obstacle.get(),
                        waiting.size()
                                + " agents wait already, as many as governor.queue.limit allows",
                        false);
            }
            return waited(run, atMost, cancellation);
        } finally {
            lock.unlock();
        }
    }

    private Outcome waited(String run, Duration atMost, Cancellation cancellation)
            throws InterruptedException {
        Duration limit = settings.queueTimeout();
        Duration most = atMost.compareTo(limit) < 0 ? atMost : limit;
        Waiter waiter = new Waiter(run);
        waiting.add(waiter);
        long end = System.nanoTime() + most.toNanos();
        Cancellation.Registration registration = cancellation.onCancel(() -> wake(waiter));
        try {
            while (!waiter.admitted && !cancellation.isCancelled()) {
                long left = end - System.nanoTime();
                Optional<Outcome> obstacle = obstacle(run);
                if (left <= 0 && obstacle.isPresent()) {
                    return refused(
                            obstacle.get(),
                            "waited "
                                    + most.toMillis()
                                    + " ms for its turn, governor.queue.timeout_ms is "
                                    + limit.toMillis(),
                            true);
                }
                if (left > 0) {
                    waiter.changed.awaitNanos(Math.min(left, LOOK_AGAIN_NANOS));
                }
                admitWaiting();
            }
            if (waiter.admitted) {
                waiter.admitted = false;
                return new Outcome(null, List.of(numbers(run)), true);
            }
            throw CancelledException.whileWaiting(null, null, null);
        } finally {
            registration.close();
            waiting.remove(waiter);
            if (waiter.admitted) {
                // interrupted just when it was its turn
                give(run);
            }
        }
    }

    private void wake(Waiter waiter) {
        lock.lock();
        try {
            waiter.changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** An agent has come to its end. */
    void leave(String run) {
        lock.lock();
        try {
            give(run);
        } finally {
            lock.unlock();
        }
    }

    private void give(String run) {
        alive--;
        if (run != null) {
            byRun.computeIfPresent(run, (key, count) -> count > 1 ? count - 1 : null);
        }
        admitWaiting();
    }

    private void admitWaiting() {
        if (waiting.isEmpty() || overload.get().isPresent()) {
            return;
        }
        for (Waiter next : new ArrayList<>(waiting)) {
            if (alive >= settings.maxAgents()) {
                return;
            }
            if (ofRun(next.run) < settings.maxAgentsPerRun()) {
                count(next.run);
                waiting.remove(next);
                next.admitted = true;
                next.changed.signal();
            }
        }
    }

    private Outcome taken(String run, boolean waited) {
        count(run);
        return new Outcome(null, List.of(numbers(run)), waited);
    }

    private void count(String run) {
        alive++;
        if (run != null) {
            byRun.merge(run, 1, Integer::sum);
        }
    }

    private Optional<Outcome> obstacle(String run) {
        if (alive >= settings.maxAgents()) {
            return Optional.of(
                    new Outcome(
                            Cause.AGENTS,
                            List.of(
                                    alive
                                            + " agents are alive, as many as governor.max_agents"
                                            + " allows"),
                            false));
        }
        if (ofRun(run) >= settings.maxAgentsPerRun()) {
            return Optional.of(
                    new Outcome(
                            Cause.AGENTS,
                            List.of(
                                    ofRun(run)
                                            + " agents of the run are alive, as many as"
                                            + " governor.max_agents_per_run allows"),
                            false));
        }
        return overload.get().map(reason -> new Outcome(Cause.LOAD, List.of(reason), false));
    }

    private static Outcome refused(Outcome obstacle, String also, boolean waited) {
        List<String> reasons = new ArrayList<>(obstacle.reasons());
        reasons.add(also);
        return new Outcome(obstacle.cause(), reasons, waited);
    }

    private String numbers(String run) {
        String all = alive + " of " + settings.maxAgents() + " agents alive";
        return run == null
                ? all
                : all + ", " + ofRun(run) + " of " + settings.maxAgentsPerRun() + " in the run";
    }

    private int ofRun(String run) {
        return run == null ? 0 : byRun.getOrDefault(run, 0);
    }

    /** Agents alive in the process. */
    int alive() {
        lock.lock();
        try {
            return alive;
        } finally {
            lock.unlock();
        }
    }

    /** Agents alive in a run. */
    int alive(String run) {
        lock.lock();
        try {
            return ofRun(run);
        } finally {
            lock.unlock();
        }
    }

    /** Agents that wait. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }
}
