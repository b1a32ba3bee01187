package io.gorgon.camel.processor;

import io.gorgon.camel.llm.GorgonLlm;
import io.gorgon.camel.llm.ProviderChoice;
import io.gorgon.camel.llm.RouterHeaders;
import io.gorgon.config.Mode;
import io.gorgon.config.RoutingSettings;
import io.gorgon.llm.Capability;
import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.ModelRequest;
import io.gorgon.llm.failover.AttemptChain;
import io.gorgon.llm.failover.Candidate;
import io.gorgon.llm.failover.FailoverSettings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.EndpointHelper;

/**
 * Says which providers are asked, and in which order. Whatever the order says, a cloud provider is
 * left out where the mode, an order to stay local or the request itself forbids it; one that is
 * known to be down is left out as long as another one is there.
 */
public final class PlanAttempts implements Processor, CamelContextAware {

    /** Which providers may be asked, the preferred first. */
    public enum Order {
        LOCAL,
        CLOUD,
        LOCAL_THEN_CLOUD,
        CLOUD_THEN_LOCAL,
        /** Cloud providers only where no local one is configured. */
        LOCAL_ELSE_CLOUD,
        /** The one that the caller named, once. */
        PINNED
    }

    private CamelContext camelContext;
    private Order order = Order.LOCAL;
    private List<String> names = List.of();
    private List<String> localRoutes = List.of();

    @Override
    public void process(Exchange exchange) {
        GorgonLlm gorgon = GorgonLlm.get(camelContext);
        Message message = exchange.getMessage();
        if (!(message.getBody() instanceof ModelRequest request)) {
            throw new IllegalArgumentException(
                    "direct:gorgon-llm takes requests of the component only; send to gorgon-llm:standard instead");
        }
        FailoverSettings failover = gorgon.config().routing().failover();
        if (order == Order.PINNED) {
            failover = failover.withoutRetries();
        }
        List<Candidate> planned = planned(gorgon, message, request);
        if (planned.isEmpty()) {
            throw ProviderChoice.none(gorgon);
        }
        List<Candidate> up =
                planned.stream()
                        .filter(candidate -> !gorgon.downProviders().isDown(candidate.provider()))
                        .toList();
        AttemptChain chain =
                new AttemptChain(
                        PreferredModelFirst.of(
                                gorgon, message.getBody(), up.isEmpty() ? planned : up),
                        failover,
                        request.deadline(),
                        Clock.systemUTC(),
                        ThreadLocalRandom.current()::nextDouble);
        message.setBody(request.withDeadline(chain.end()));
        Attempts.begin(exchange, chain);
    }

    private List<Candidate> planned(GorgonLlm gorgon, Message message, ModelRequest request) {
        boolean localOnly =
                Boolean.TRUE.equals(message.getHeader(RouterHeaders.FORCE_LOCAL))
                        || Boolean.TRUE.equals(message.getHeader(RouterHeaders.PRIVATE))
                        || request.confidential();
        boolean embed = request instanceof EmbedRequest;
        Stream<Candidate> candidates =
                names.isEmpty() ? ordered(gorgon, message, embed) : named(gorgon, embed);
        return candidates.filter(candidate -> candidate.local() || !localOnly).toList();
    }

    /** What the mode does not permit is left out, and so is what cannot do what is asked. */
    private Stream<Candidate> named(GorgonLlm gorgon, boolean embed) {
        Mode mode = gorgon.config().mode();
        return names.stream()
                .filter(name -> !gorgon.config().leftOut().contains(name))
                .flatMap(
                        name -> {
                            boolean route =
                                    gorgon.providers().find(name).isEmpty() && isRoute(name);
                            if (route) {
                                boolean here = localRoutes.contains(name);
                                boolean permitted =
                                        mode == Mode.HYBRID || here == (mode == Mode.LOCAL);
                                return permitted
                                        ? Stream.of(new Candidate(name, here))
                                        : Stream.empty();
                            }
                            return candidates(Stream.of(ProviderChoice.named(gorgon, name)), embed);
                        });
    }

    /** Whether the application has a route of its own that stands for a provider. */
    private boolean isRoute(String name) {
        String uri = EndpointHelper.normalizeEndpointUri(Attempts.PROVIDER_URI + name);
        return camelContext.getRoutes().stream()
                .anyMatch(route -> route.getEndpoint().getEndpointUri().equals(uri));
    }

    private static Stream<Candidate> candidates(Stream<LlmProvider> providers, boolean embed) {
        return providers
                .filter(
                        provider ->
                                !embed || provider.capabilities().contains(Capability.EMBEDDINGS))
                .map(provider -> new Candidate(provider.name(), provider.local()));
    }

    private Stream<Candidate> ordered(GorgonLlm gorgon, Message message, boolean embed) {
        if (order == Order.PINNED) {
            String pinned = message.getHeader(RouterHeaders.PINNED, String.class);
            return candidates(Stream.of(ProviderChoice.named(gorgon, pinned)), false);
        }
        RoutingSettings routing = gorgon.config().routing();
        List<LlmProvider> local = new ArrayList<>();
        List<LlmProvider> cloud = new ArrayList<>();
        gorgon.providers().all().stream()
                .sorted(Comparator.comparingInt(provider -> rank(provider.name(), routing)))
                .forEach(provider -> (provider.local() ? local : cloud).add(provider));
        boolean mayLeave = local.isEmpty() || routing.failover().allowCloud();
        Stream<LlmProvider> providers =
                switch (order) {
                    case LOCAL -> local.stream();
                    case CLOUD -> cloud.stream();
                    case LOCAL_THEN_CLOUD ->
                            mayLeave
                                    ? Stream.concat(local.stream(), cloud.stream())
                                    : local.stream();
                    case CLOUD_THEN_LOCAL -> Stream.concat(cloud.stream(), local.stream());
                    case LOCAL_ELSE_CLOUD, PINNED ->
                            local.isEmpty() ? cloud.stream() : local.stream();
                };
        return candidates(providers, embed);
    }

    private static int rank(String provider, RoutingSettings routing) {
        if (provider.equals(routing.primary())) {
            return 0;
        }
        return provider.equals(routing.fallback()) ? 2 : 1;
    }

    /**
     * @param order one of local, cloud, local-then-cloud, cloud-then-local, local-else-cloud,
     *     pinned
     */
    public void setOrder(String order) {
        this.order = Order.valueOf(order.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    public String getOrder() {
        return order.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * @param providers names with commas between them, instead of an order: of configured
     *     providers, or of routes of the application from {@code direct:gorgon-provider-NAME}
     */
    public void setProviders(String providers) {
        names = split(providers);
    }

    public String getProviders() {
        return String.join(",", names);
    }

    /**
     * @param local names of those routes that call nothing outside, with commas between them; the
     *     other ones count as cloud
     */
    public void setLocal(String local) {
        localRoutes = split(local);
    }

    public String getLocal() {
        return String.join(",", localRoutes);
    }

    private static List<String> split(String names) {
        return Arrays.stream(names.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }
}
