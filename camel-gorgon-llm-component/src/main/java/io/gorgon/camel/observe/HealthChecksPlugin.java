package io.gorgon.camel.observe;

import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.ContextServicePlugin;
import org.apache.camel.support.LifecycleStrategySupport;

/** Adds Gorgon's health checks to every Camel context that has health checks. */
public final class HealthChecksPlugin implements ContextServicePlugin {

    @Override
    public void load(CamelContext camelContext) {
        camelContext.addLifecycleStrategy(
                new LifecycleStrategySupport() {
                    @Override
                    public void onContextStarted(CamelContext context) {
                        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
                        if (registry != null) {
                            registry.register(new JournalHealthCheck(context));
                        }
                    }
                });
    }
}
