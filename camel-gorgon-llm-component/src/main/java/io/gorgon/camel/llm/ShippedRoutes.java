package io.gorgon.camel.llm;

import io.gorgon.config.RoutingSettings;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.failover.ResilienceSettings;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.RouteReloadedEvent;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.SimpleEventNotifierSupport;

/**
 * Loads Gorgon's own routes into a context, and makes one route per provider of the template {@code
 * gorgon-provider}. What the application has of its own stands above: a route of ours is left out
 * where the application has one from the same endpoint.
 */
final class ShippedRoutes {

    private static final String TEMPLATE = "gorgon-provider";
    private static final String ROUTE_ID = "gorgon-provider-";
    private static final String PROVIDER_URI = "direct:" + ROUTE_ID;

    /** Before all others, and so they stop after all others: what is under way can still call. */
    private static final int FIRST_TO_START = -100_000;

    private ShippedRoutes() {}

    /**
     * @param pattern where the routes are
     */
    static void load(CamelContext context, GorgonLlm gorgon, String pattern) throws Exception {
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        Set<String> taken = new HashSet<>();
        model.getRouteDefinitions().forEach(route -> taken.add(endpointOf(route)));
        AtomicInteger startupOrder = new AtomicInteger(FIRST_TO_START);
        Function<RouteDefinition, Boolean> filter = model.getRouteFilter();
        model.setRouteFilter(
                route -> {
                    // a reload of the application's routes must not read these as its own
                    route.setResource(null);
                    route.setStartupOrder(startupOrder.getAndIncrement());
                    return !taken.contains(endpointOf(route))
                            && (filter == null || filter.apply(route));
                });
        try {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(
                            PluginHelper.getPackageScanResourceResolver(context)
                                    .findResources(pattern));
            for (LlmProvider provider : gorgon.providers().all()) {
                if (!taken.contains(PROVIDER_URI + provider.name())) {
                    addProviderRoute(model, provider, gorgon.config().routing());
                }
            }
        } finally {
            model.setRouteFilter(filter);
        }
    }

    /**
     * Loads them again whenever the application has reloaded its routes and they are gone, as Camel
     * removes all routes before it does so.
     */
    static void keep(CamelContext context, GorgonLlm gorgon, String pattern) throws Exception {
        context.getManagementStrategy()
                .addEventNotifier(
                        new SimpleEventNotifierSupport() {
                            @Override
                            public void notify(CamelEvent event) throws Exception {
                                if (event instanceof RouteReloadedEvent reloaded
                                        && reloaded.getIndex() == reloaded.getTotal()
                                        && isGone(context, gorgon)) {
                                    load(context, gorgon, pattern);
                                }
                            }
                        });
    }

    private static boolean isGone(CamelContext context, GorgonLlm gorgon) {
        return gorgon.providers().all().stream()
                .anyMatch(provider -> context.getRoute(ROUTE_ID + provider.name()) == null);
    }

    private static void addProviderRoute(Model model, LlmProvider provider, RoutingSettings routing)
            throws Exception {
        ResilienceSettings resilience =
                provider.local() ? routing.localResilience() : routing.cloudResilience();
        model.addRouteFromTemplate(
                ROUTE_ID + provider.name(),
                TEMPLATE,
                Map.of(
                        "provider",
                        provider.name(),
                        "concurrentCalls",
                        String.valueOf(resilience.concurrentCalls()),
                        "queueMillis",
                        String.valueOf(resilience.queue().toMillis())));
    }

    private static String endpointOf(RouteDefinition route) {
        return route.getInput() == null ? "" : route.getInput().getEndpointUri();
    }
}
