package io.gorgon.camel.llm;

import io.gorgon.config.RoutingSettings;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.failover.ResilienceSettings;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;

/**
 * Loads Gorgon's own routes into a context, and makes one route per provider of the template {@code
 * gorgon-provider}. What the application has of its own stands above: a route of ours is left out
 * where the application has one from the same endpoint.
 */
final class ShippedRoutes {

    private static final String TEMPLATE = "gorgon-provider";
    private static final String PROVIDER_URI = "direct:gorgon-provider-";

    private ShippedRoutes() {}

    /**
     * @param pattern where the routes are
     */
    static void load(CamelContext context, GorgonLlm gorgon, String pattern) throws Exception {
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        Set<String> taken = new HashSet<>();
        model.getRouteDefinitions().forEach(route -> taken.add(endpointOf(route)));
        Function<RouteDefinition, Boolean> filter = model.getRouteFilter();
        model.setRouteFilter(
                route ->
                        !taken.contains(endpointOf(route))
                                && (filter == null || filter.apply(route)));
        try {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(
                            PluginHelper.getPackageScanResourceResolver(context)
                                    .findResources(pattern));
        } finally {
            model.setRouteFilter(filter);
        }
        for (LlmProvider provider : gorgon.providers().all()) {
            if (!taken.contains(PROVIDER_URI + provider.name())) {
                addProviderRoute(model, provider, gorgon.config().routing());
            }
        }
    }

    private static void addProviderRoute(Model model, LlmProvider provider, RoutingSettings routing)
            throws Exception {
        ResilienceSettings resilience =
                provider.local() ? routing.localResilience() : routing.cloudResilience();
        model.addRouteFromTemplate(
                "gorgon-provider-" + provider.name(),
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
