package io.gorgon.camel.processor;

import io.gorgon.camel.llm.GorgonLlm;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.failover.AttemptChain;
import io.gorgon.llm.failover.FailureRule;
import io.gorgon.llm.failover.WatchedTokenStream;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Ends the attempts with an answer, and adds to it which attempts failed before. A stream goes on
 * being watched: when it breaks later, that counts against its provider.
 */
public final class AttemptSucceeded implements Processor, CamelContextAware {

    private CamelContext camelContext;

    @Override
    public void process(Exchange exchange) {
        GorgonLlm gorgon = GorgonLlm.get(camelContext);
        AttemptChain chain = Attempts.chain(exchange);
        String provider = chain.current().provider();
        Object body = exchange.getMessage().getBody();
        if (Attempts.isOfApplication(camelContext, provider)) {
            body = RouteAnswer.of(exchange, provider, Attempts.request(exchange));
            exchange.getMessage().setBody(body);
        }
        Attempts.end(exchange);
        gorgon.downProviders().markUp(provider);
        String note = PreferredModelFirst.note(Attempts.request(exchange), chain);
        if (body instanceof LlmResponse response) {
            LlmResponse told = response.afterFailures(chain.failed());
            exchange.getMessage().setBody(note == null ? told : told.withNote(note));
        } else if (body instanceof TokenStream stream) {
            exchange.getMessage()
                    .setBody(
                            new WatchedTokenStream(
                                    stream,
                                    chain.failed(),
                                    note,
                                    failure -> {
                                        if (FailureRule.of(failure).countsAgainstProvider()) {
                                            gorgon.breakers().streamBroke(provider, failure);
                                        }
                                    }));
        }
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
