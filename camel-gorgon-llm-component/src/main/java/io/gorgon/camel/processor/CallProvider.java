package io.gorgon.camel.processor;

import io.gorgon.camel.llm.GorgonLlm;
import io.gorgon.camel.llm.ProviderChoice;
import io.gorgon.camel.llm.RouterHeaders;
import io.gorgon.llm.Capability;
import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.LlmRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Calls the first configured provider of an order with the request in the body, and makes its
 * answer the body. Cloud providers are there only in a mode that permits them.
 */
public final class CallProvider implements Processor, CamelContextAware {

    /** Which providers may be called, the preferred first. */
    public enum Order {
        LOCAL,
        CLOUD,
        LOCAL_ELSE_CLOUD,
        CLOUD_ELSE_LOCAL
    }

    private CamelContext camelContext;
    private Order order = Order.LOCAL;

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        Object request = message.getBody();
        GorgonLlm gorgon = GorgonLlm.get(camelContext);
        if (request instanceof EmbedRequest embed) {
            message.setBody(provider(gorgon, true).embed(embed));
        } else if (request instanceof LlmRequest chat) {
            LlmProvider provider = provider(gorgon, false);
            boolean stream = Boolean.TRUE.equals(message.getHeader(RouterHeaders.STREAM));
            message.setBody(stream ? provider.stream(chat) : provider.generate(chat));
        } else {
            throw new IllegalArgumentException(
                    "direct:gorgon-llm takes requests of the component only; send to gorgon-llm:standard instead");
        }
    }

    private LlmProvider provider(GorgonLlm gorgon, boolean embeddings) {
        return candidates(gorgon).stream()
                .filter(
                        provider ->
                                !embeddings
                                        || provider.capabilities().contains(Capability.EMBEDDINGS))
                .findFirst()
                .orElseThrow(() -> ProviderChoice.none(gorgon));
    }

    private List<LlmProvider> candidates(GorgonLlm gorgon) {
        List<LlmProvider> local = new ArrayList<>();
        List<LlmProvider> cloud = new ArrayList<>();
        gorgon.providers().all().forEach(p -> (p.local() ? local : cloud).add(p));
        List<LlmProvider> candidates = new ArrayList<>();
        switch (order) {
            case LOCAL -> candidates.addAll(local);
            case CLOUD -> candidates.addAll(cloud);
            case LOCAL_ELSE_CLOUD -> {
                candidates.addAll(local);
                candidates.addAll(cloud);
            }
            case CLOUD_ELSE_LOCAL -> {
                candidates.addAll(cloud);
                candidates.addAll(local);
            }
        }
        return candidates;
    }

    /**
     * @param order one of local, cloud, local-else-cloud, cloud-else-local
     */
    public void setOrder(String order) {
        this.order = Order.valueOf(order.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    public String getOrder() {
        return order.name().toLowerCase(Locale.ROOT).replace('_', '-');
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
