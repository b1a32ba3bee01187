package io.gorgon.llm.failover;

import io.gorgon.llm.LlmProvider;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The providers that are known to be down. They are probed in the background, at no cost, until
 * they answer again; until then nobody has to wait to find out. Thread-safe.
 */
public final class DownProviders implements AutoCloseable {

    /**
     * After so many probes a provider gets another call all the same: some servers have nothing
     * that could be probed.
     */
    private static final int MOST_PROBES = 12;

    private final ScheduledExecutorService probes;
    private final Duration interval;
    private final Map<String, ScheduledFuture<?>> down = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * @param probes runs the probes; not closed by this
     */
    public DownProviders(ScheduledExecutorService probes, Duration interval) {
        this.probes = probes;
        this.interval = interval;
    }

    /** A call found no server: the provider counts as down until a probe is answered. */
    public void markDown(LlmProvider provider) {
        if (!closed) {
            down.computeIfAbsent(provider.name(), name -> probe(provider));
        }
    }

    private ScheduledFuture<?> probe(LlmProvider provider) {
        AtomicInteger tries = new AtomicInteger();
        return probes.scheduleWithFixedDelay(
                () -> {
                    boolean longEnough = tries.incrementAndGet() >= MOST_PROBES;
                    if (isUsable(provider) || longEnough) {
                        markUp(provider.name());
                    }
                },
                interval.toMillis(),
                interval.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private static boolean isUsable(LlmProvider provider) {
        try {
            return provider.health().usable();
        } catch (RuntimeException e) {
            // a scheduler never repeats what has thrown once: the provider would be down for ever
            return false;
        }
    }

    /** The provider has answered. */
    public void markUp(String provider) {
        ScheduledFuture<?> probe = down.remove(provider);
        if (probe != null) {
            probe.cancel(false);
        }
    }

    public boolean isDown(String provider) {
        return down.containsKey(provider);
    }

    /** The names of all that are down. */
    public Set<String> names() {
        return Set.copyOf(down.keySet());
    }

    @Override
    public void close() {
        closed = true;
        down.keySet().forEach(this::markUp);
    }
}
