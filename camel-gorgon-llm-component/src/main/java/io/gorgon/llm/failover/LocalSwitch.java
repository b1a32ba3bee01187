package io.gorgon.llm.failover;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Forces calls to stay local at run time: all of them, those of an agent, or those of a run, until
 * it is taken back or its end has come. Thread-safe.
 */
public final class LocalSwitch {

    /** What is forced. */
    public enum Scope {
        /** Every call of this process. */
        PROCESS,
        /** The calls of one agent. */
        AGENT,
        /** The calls of one run. */
        RUN
    }

    /**
     * One order.
     *
     * @param scope what it is about; never null
     * @param key the agent or the run; empty for the process
     * @param reason why, for people; never null
     * @param until when it ends; null for not by itself
     */
    public record Forced(Scope scope, String key, String reason, Instant until) {

        public Forced {
            Objects.requireNonNull(scope, "scope");
            Objects.requireNonNull(reason, "reason");
        }
    }

    private record Key(Scope scope, String key) {}

    private final Map<Key, Forced> orders = new ConcurrentHashMap<>();
    private final Clock clock;

    public LocalSwitch(Clock clock) {
        this.clock = clock;
    }

    public void force(Forced order) {
        orders.put(new Key(order.scope(), order.key()), order);
    }

    /** Takes an order back; nothing happens where there is none. */
    public void release(Scope scope, String key) {
        orders.remove(new Key(scope, key));
    }

    /** The orders that hold now. */
    public List<Forced> orders() {
        Instant now = clock.instant();
        orders.values().removeIf(order -> order.until() != null && !now.isBefore(order.until()));
        return List.copyOf(orders.values());
    }

    /**
     * The order that holds for a call.
     *
     * @param agentId null when unknown
     * @param runId null outside a run
     */
    public Optional<Forced> find(String agentId, String runId) {
        return orders().stream()
                .filter(
                        order ->
                                switch (order.scope()) {
                                    case PROCESS -> true;
                                    case AGENT -> order.key().equals(agentId);
                                    case RUN -> order.key().equals(runId);
                                })
                .findFirst();
    }
}
