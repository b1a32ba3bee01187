package io.gorgon.camel.processor;

import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.core.exception.AcquirePermissionCancelledException;
import io.gorgon.camel.llm.GorgonLlm;
import io.gorgon.camel.llm.InterruptibleWait;
import io.gorgon.llm.Cancellation;
import io.gorgon.llm.error.BrokenStreamException;
import io.gorgon.llm.error.CancelledException;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.error.LlmTimeoutException;
import io.gorgon.llm.error.UnreachableException;
import io.gorgon.llm.failover.AttemptChain;
import io.gorgon.llm.http.Redaction;
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
        InterruptibleWait.end(exchange);
        AttemptChain chain = Attempts.chain(exchange);
        String provider = chain.current().provider();
        Exception caught =
                exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
        String kind = "failed";
        // of a failure that has another one as its cause, the cause would be found
        LlmException failure =
                caught instanceof LlmException itself
                        ? itself
                        : ObjectHelper.getException(LlmException.class, caught);
        if (failure != null) {
            kind = failure.kind();
            markIfDown(provider, failure);
        } else if (ObjectHelper.getException(CallNotPermittedException.class, caught) != null) {
            kind = "circuit_open";
            failure = notAsked(provider, "has failed too often and is left alone for a while");
        } else if (ObjectHelper.getException(BulkheadFullException.class, caught) != null) {
            kind = "queue_full";
            failure = notAsked(provider, "has as many calls as it may have at a time");
        } else if (ObjectHelper.getException(AcquirePermissionCancelledException.class, caught)
                != null) {
            failure = CancelledException.whileWaiting(provider, null, caught);
            kind = failure.kind();
        } else if (Attempts.isOfApplication(camelContext, provider)) {
            failure = routeFailed(provider, caught);
        }
        Duration took = Attempts.took(exchange);
        Attempts.end(exchange);
        if (failure == null) {
            throw caught;
        }
        Duration wait = chain.failed(failure, kind, took);
        if (mayHaveBeenAnswered(failure)) {
            reserveAgain(exchange);
        }
        await(exchange, wait, failure);
        Attempts.next(exchange);
    }

    /**
     * Whether the provider may have done the work, and charged for it, although nothing came of it.
     */
    private static boolean mayHaveBeenAnswered(LlmException failure) {
        return failure instanceof BrokenStreamException
                || failure instanceof LlmTimeoutException timeout
                        && timeout.phase() != LlmTimeoutException.Phase.CONNECT;
    }

    /** What the lost attempt reserved stays booked in doubt; the next one needs its own. */
    private void reserveAgain(Exchange exchange) throws Exception {
        if (exchange.getProperty(BudgetReserve.SETTLEMENT) != null) {
            BudgetReserve reserve = new BudgetReserve();
            reserve.setCamelContext(camelContext);
            // without the model that only the attempt before was made with
            exchange.getMessage().setBody(Attempts.request(exchange));
            reserve.process(exchange);
        }
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

    /** Whatever the route of an application fails with, the next provider can still answer. */
    private static LlmException routeFailed(String provider, Exception caught) {
        return new UnreachableException(
                provider,
                null,
                0,
                "the route from "
                        + Attempts.PROVIDER_URI
                        + provider
                        + " failed: "
                        + caught.getClass().getSimpleName()
                        + " "
                        + Redaction.line(caught.getMessage()),
                caught);
    }

    private static void await(Exchange exchange, Duration wait, LlmException failure)
            throws InterruptedException {
        if (wait.isZero()) {
            return;
        }
        CountDownLatch cancelled = new CountDownLatch(1);
        Cancellation.Registration registration =
                Attempts.request(exchange).cancellation().onCancel(cancelled::countDown);
        try {
            if (cancelled.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                throw CancelledException.whileWaiting(failure.provider(), failure.model(), failure);
            }
        } finally {
            registration.close();
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
