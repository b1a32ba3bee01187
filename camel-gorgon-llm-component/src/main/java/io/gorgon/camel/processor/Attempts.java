package io.gorgon.camel.processor;

import io.gorgon.camel.llm.InterruptibleWait;
import io.gorgon.camel.llm.RouterHeaders;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.ModelRequest;
import io.gorgon.llm.failover.AttemptChain;
import io.gorgon.llm.failover.Candidate;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Where the attempts of a request are kept on its exchange. */
final class Attempts {

    /** The start of the endpoint that stands for a provider; its name follows. */
    static final String PROVIDER_URI = "direct:gorgon-provider-";

    private static final String CHAIN = "CamelGorgonLlmAttemptChain";
    private static final String STARTED = "CamelGorgonLlmAttemptStarted";
    private static final String REQUEST = "CamelGorgonLlmAttemptRequest";

    /** What is asked, whatever a provider's route makes of the message. */
    private record Asked(ModelRequest body, Map<String, Object> headers) {}

    private Attempts() {}

    static void begin(Exchange exchange, AttemptChain chain) {
        exchange.setProperty(CHAIN, chain);
        Message message = exchange.getMessage();
        exchange.setProperty(
                REQUEST,
                new Asked((ModelRequest) message.getBody(), new HashMap<>(message.getHeaders())));
        start(exchange);
    }

    static AttemptChain chain(Exchange exchange) {
        return exchange.getProperty(CHAIN, AttemptChain.class);
    }

    /** Whether a route of the application stands for a provider, and not one of ours. */
    static boolean isOfApplication(CamelContext context, String provider) {
        return context.getRoute("gorgon-provider-" + provider) == null;
    }

    /** The request that is being answered. */
    static ModelRequest request(Exchange exchange) {
        return exchange.getProperty(REQUEST, Asked.class).body();
    }

    /** The chain's current provider is asked now, the same as the one before. */
    static void next(Exchange exchange) {
        Asked asked = exchange.getProperty(REQUEST, Asked.class);
        Message message = exchange.getMessage();
        message.setBody(asked.body());
        message.removeHeaders("*");
        asked.headers().forEach(message::setHeader);
        start(exchange);
    }

    private static void start(Exchange exchange) {
        Candidate current = chain(exchange).current();
        Message message = exchange.getMessage();
        if (current.preferredModel() != null && message.getBody() instanceof LlmRequest request) {
            message.setBody(request.toBuilder().model(current.preferredModel()).build());
        }
        exchange.setProperty(RouterHeaders.ATTEMPT_PROVIDER, current.provider());
        exchange.setProperty(STARTED, System.nanoTime());
        if (!isOfApplication(exchange.getContext(), chain(exchange).current().provider())) {
            InterruptibleWait.begin(exchange, request(exchange).cancellation());
        }
    }

    /** How long the present attempt has taken. */
    static Duration took(Exchange exchange) {
        return Duration.ofNanos(System.nanoTime() - exchange.getProperty(STARTED, Long.class));
    }

    static void end(Exchange exchange) {
        exchange.removeProperty(RouterHeaders.ATTEMPT_PROVIDER);
    }
}
