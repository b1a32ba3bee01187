package io.gorgon.camel.processor;

import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.gorgon.camel.llm.GorgonLlm;
import io.gorgon.llm.Cancellation;
import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.error.CancelledException;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.error.LlmTimeoutException;
import io.gorgon.llm.error.UnreachableException;
import io.gorgon.llm.failover.AttemptChain;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.util.ObjectHelper;

/**
 * Decides after a failed attempt, by the class of the failure: waits and has the same provider
 * tried again, goes on to the next one, or ends the attempts with the failure.
 */
public final class AttemptFailed implements Processor, CamelContextAware {

    private CamelContext camelContext;

    @Override
    public void process(Exchange exchange) throws Exception {
        AttemptChain chain = Attempts.chain(exchange);
        String provider = chain.current().provider();
        Exception caught =
                exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
        String kind = "failed";
        LlmException failure = ObjectHelper.getException(LlmException.class, caught);
        if (failure != null) {
            kind = failure.kind();
            markIfDown(provider, failure);
        } else if (ObjectHelper.getException(CallNotPermittedException.class, caught) != null) {
            kind = "circuit_open";
            failure = notAsked(provider, "has failed too often and is left alone for a while");
        } else if (ObjectHelper.getException(BulkheadFullException.class, caught) != null) {
            kind = "queue_full";
            failure = notAsked(provider, "has as many calls as it may have at a time");
        }
        Duration took = Attempts.took(exchange);
        Attempts.end(exchange);
        if (failure == null) {
            throw caught;
        }
        Duration wait = chain.failed(failure, kind, took);
        await(exchange, wait, failure);
        Attempts.next(exchange);
    }

    private void markIfDown(String name, LlmException failure) {
        boolean noServer =
                failure instanceof UnreachableException
                        || failure instanceof LlmTimeoutException timeout
                                && timeout.phase() == LlmTimeoutException.Phase.CONNECT;
        if (noServer) {
            GorgonLlm gorgon = GorgonLlm.get(camelContext);
            gorgon.providers().find(name).ifPresent(gorgon.downProviders()::markDown);
        }
    }

    private static LlmException notAsked(String provider, String why) {
        // no further try at the same provider: it has not even been asked
        return new UnreachableException(provider, null, 0, provider + " " + why, null);
    }

    private static void await(Exchange exchange, Duration wait, LlmException failure)
            throws InterruptedException {
        if (wait.isZero()) {
            return;
        }
        CountDownLatch cancelled = new CountDownLatch(1);
        Cancellation.Registration registration =
                cancellation(exchange.getMessage().getBody()).onCancel(cancelled::countDown);
        try {
            if (cancelled.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new CancelledException(
                        failure.provider(), failure.model(), 0, "the call was cancelled", failure);
            }
        } finally {
            registration.close();
        }
    }

    private static Cancellation cancellation(Object request) {
        return request instanceof EmbedRequest embed
                ? embed.cancellation()
                : ((LlmRequest) request).cancellation();
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
