package io.gorgon.camel.processor;

import io.gorgon.camel.llm.GorgonLlm;
import io.gorgon.camel.llm.ProviderChoice;
import io.gorgon.camel.llm.RouterHeaders;
import io.gorgon.config.RoutingSettings;
import io.gorgon.llm.Capability;
import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.failover.AttemptChain;
import io.gorgon.llm.failover.Candidate;
import java.time.Clock;
import java.time.Instant;
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
        LOCAL_ELSE_CLOUD
    }

    private CamelContext camelContext;
    private Order order = Order.LOCAL;
    private List<String> names = List.of();

    @Override
    public void process(Exchange exchange) {
        GorgonLlm gorgon = GorgonLlm.get(camelContext);
        Message message = exchange.getMessage();
        List<LlmProvider> providers = planned(gorgon, message);
        if (providers.isEmpty()) {
            throw ProviderChoice.none(gorgon);
        }
        List<LlmProvider> up =
                providers.stream()
                        .filter(provider -> !gorgon.downProviders().isDown(provider.name()))
                        .toList();
        List<Candidate> candidates =
                (up.isEmpty() ? providers : up)
                        .stream()
                                .map(provider -> new Candidate(provider.name(), provider.local()))
                                .toList();
        AttemptChain chain =
                new AttemptChain(
                        candidates,
                        gorgon.config().routing().failover(),
                        deadline(message.getBody()),
                        Clock.systemUTC(),
                        ThreadLocalRandom.current()::nextDouble);
        if (message.getBody() instanceof LlmRequest request) {
            message.setBody(request.toBuilder().deadline(chain.end()).build());
        } else if (message.getBody() instanceof EmbedRequest request) {
            message.setBody(
                    new EmbedRequest(
                            request.inputs(),
                            request.model(),
                            request.agentId(),
                            request.workflowId(),
                            chain.end(),
                            request.cancellation()));
        }
        Attempts.begin(exchange, chain);
    }

    private static Instant deadline(Object request) {
        if (request instanceof LlmRequest chat) {
            return chat.deadline();
        }
        if (request instanceof EmbedRequest embed) {
            return embed.deadline();
        }
        throw new IllegalArgumentException(
                "direct:gorgon-llm takes requests of the component only; send to gorgon-llm:standard instead");
    }

    private List<LlmProvider> planned(GorgonLlm gorgon, Message message) {
        boolean localOnly =
                Boolean.TRUE.equals(message.getHeader(RouterHeaders.FORCE_LOCAL))
                        || message.getBody() instanceof LlmRequest request
                                && request.confidential();
        boolean embed = message.getBody() instanceof EmbedRequest;
        return ordered(gorgon)
                .filter(provider -> provider.local() || !localOnly)
                .filter(
                        provider ->
                                !embed || provider.capabilities().contains(Capability.EMBEDDINGS))
                .toList();
    }

    private Stream<LlmProvider> ordered(GorgonLlm gorgon) {
        if (!names.isEmpty()) {
            return names.stream().map(name -> ProviderChoice.named(gorgon, name));
        }
        RoutingSettings routing = gorgon.config().routing();
        List<LlmProvider> local = new ArrayList<>();
        List<LlmProvider> cloud = new ArrayList<>();
        gorgon.providers().all().stream()
                .sorted(Comparator.comparingInt(provider -> rank(provider.name(), routing)))
                .forEach(provider -> (provider.local() ? local : cloud).add(provider));
        boolean mayLeave = local.isEmpty() || routing.failover().allowCloud();
        return switch (order) {
            case LOCAL -> local.stream();
            case CLOUD -> cloud.stream();
            case LOCAL_THEN_CLOUD ->
                    mayLeave ? Stream.concat(local.stream(), cloud.stream()) : local.stream();
            case CLOUD_THEN_LOCAL -> Stream.concat(cloud.stream(), local.stream());
            case LOCAL_ELSE_CLOUD -> local.isEmpty() ? cloud.stream() : local.stream();
        };
    }

    private static int rank(String provider, RoutingSettings routing) {
        if (provider.equals(routing.primary())) {
            return 0;
        }
        return provider.equals(routing.fallback()) ? 2 : 1;
    }

    /**
     * @param order one of local, cloud, local-then-cloud, cloud-then-local, local-else-cloud
     */
    public void setOrder(String order) {
        this.order = Order.valueOf(order.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    public String getOrder() {
        return order.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * @param providers names of providers with commas between them, instead of an order
     */
    public void setProviders(String providers) {
        names =
                Arrays.stream(providers.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList();
    }

    public String getProviders() {
        return String.join(",", names);
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
