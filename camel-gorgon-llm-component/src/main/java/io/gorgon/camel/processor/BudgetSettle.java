package io.gorgon.camel.processor;

import io.gorgon.budget.AttemptUsage;
import io.gorgon.budget.Settlement;
import io.gorgon.llm.EmbedResponse;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.TokenStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Ends what {@link BudgetReserve} reserved, by what the exchange holds: an answer is booked with
 * what it used and cost, a stream when it ends, a failure in doubt when its answer may have been
 * lost, and not at all when nothing was sent. In the registry as {@code gorgonBudgetSettle}; see
 * {@link BudgetReserve} for the route. Does nothing when it runs a second time, or when nothing is
 * reserved.
 *
 * <p>The body of a streamed answer is replaced by a stream that books when it is read to its end,
 * breaks, or is closed.
 */
public final class BudgetSettle implements Processor {

    /**
     * The exchange property with a list of {@link AttemptUsage}: what attempts used that brought no
     * answer, where that is known.
     */
    public static final String ATTEMPT_USAGE = "CamelGorgonLlmAttemptUsage";

    @Override
    public void process(Exchange exchange) {
        Settlement settlement = exchange.getProperty(BudgetReserve.SETTLEMENT, Settlement.class);
        if (settlement == null) {
            return;
        }
        exchange.removeProperty(BudgetReserve.SETTLEMENT);
        List<AttemptUsage> failed = takeFailedAttempts(exchange);
        Object body = exchange.getMessage().getBody();
        Throwable failure = failure(exchange);
        if (failure != null) {
            settlement.failed(failure, failed);
        } else if (body instanceof LlmResponse response) {
            settlement.answered(response, failed);
        } else if (body instanceof EmbedResponse response) {
            settlement.answered(response, failed);
        } else if (body instanceof TokenStream stream) {
            exchange.getMessage().setBody(settlement.settling(stream, failed));
        } else {
            settlement.lost(new IllegalStateException("the routes left no answer"), failed);
        }
    }

    /** In doFinally, Camel keeps the exception of doTry in a property. */
    private static Throwable failure(Exchange exchange) {
        if (exchange.getException() != null) {
            return exchange.getException();
        }
        boolean isAnswered =
                exchange.getMessage().getBody() instanceof LlmResponse
                        || exchange.getMessage().getBody() instanceof EmbedResponse
                        || exchange.getMessage().getBody() instanceof TokenStream;
        return isAnswered ? null : exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    }

    static List<AttemptUsage> takeFailedAttempts(Exchange exchange) {
        List<AttemptUsage> attempts = new ArrayList<>();
        if (exchange.removeProperty(ATTEMPT_USAGE) instanceof List<?> list) {
            for (Object each : list) {
                if (each instanceof AttemptUsage attempt) {
                    attempts.add(attempt);
                }
            }
        }
        return attempts;
    }
}
