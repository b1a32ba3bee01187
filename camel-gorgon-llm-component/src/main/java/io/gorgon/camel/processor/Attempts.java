package io.gorgon.camel.processor;

import io.gorgon.camel.llm.RouterHeaders;
import io.gorgon.llm.failover.AttemptChain;
import java.time.Duration;
import org.apache.camel.Exchange;

/** Where the attempts of a request are kept on its exchange. */
final class Attempts {

    private static final String CHAIN = "CamelGorgonLlmAttemptChain";
    private static final String STARTED = "CamelGorgonLlmAttemptStarted";

    private Attempts() {}

    static void begin(Exchange exchange, AttemptChain chain) {
        exchange.setProperty(CHAIN, chain);
        next(exchange);
    }

    static AttemptChain chain(Exchange exchange) {
        return exchange.getProperty(CHAIN, AttemptChain.class);
    }

    /** The chain's current provider is asked now. */
    static void next(Exchange exchange) {
        exchange.setProperty(RouterHeaders.ATTEMPT_PROVIDER, chain(exchange).current().provider());
        exchange.setProperty(STARTED, System.nanoTime());
    }

    /** How long the present attempt has taken. */
    static Duration took(Exchange exchange) {
        return Duration.ofNanos(System.nanoTime() - exchange.getProperty(STARTED, Long.class));
    }

    static void end(Exchange exchange) {
        exchange.removeProperty(RouterHeaders.ATTEMPT_PROVIDER);
    }
}
