package io.gorgon.camel.observe;

import io.gorgon.governor.Governor;
import io.gorgon.governor.GovernorDecision;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.apache.camel.CamelContext;

/**
 * Counts the governor's decisions where the application has Micrometer with a registry of meters:
 * {@code gorgon.governor.decisions} with the tags {@code approved}, {@code cause} and {@code
 * force_local}, and the gauges {@code gorgon.governor.agents} and {@code gorgon.governor.waiting}.
 */
final class AgentMeters {

    private final MeterRegistry registry;

    private AgentMeters(MeterRegistry registry, Governor governor) {
        this.registry = registry;
        Gauge.builder("gorgon.governor.agents", governor, Governor::alive)
                .description("Agents that are alive")
                .register(registry);
        Gauge.builder("gorgon.governor.waiting", governor, Governor::waiting)
                .description("Agents that wait for their turn")
                .register(registry);
    }

    /** Empty where the application measures nothing. */
    static Optional<AgentMeters> of(CamelContext context, Governor governor) {
        MeterRegistry registry = context.getRegistry().findSingleByType(MeterRegistry.class);
        return registry == null
                ? Optional.empty()
                : Optional.of(new AgentMeters(registry, governor));
    }

    void count(GovernorDecision decision) {
        registry.counter(
                        "gorgon.governor.decisions",
                        "approved",
                        String.valueOf(decision.approved()),
                        "cause",
                        decision.approved() ? "none" : decision.cause().label(),
                        "force_local",
                        String.valueOf(decision.constraints().forceLocal()))
                .increment();
    }
}
