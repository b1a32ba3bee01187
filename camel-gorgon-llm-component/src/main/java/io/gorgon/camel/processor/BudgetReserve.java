package io.gorgon.camel.processor;

import io.gorgon.budget.Admission;
import io.gorgon.budget.BudgetedCall;
import io.gorgon.budget.CallBudget;
import io.gorgon.budget.Settlement;
import io.gorgon.camel.llm.GorgonLlm;
import io.gorgon.camel.llm.GorgonLlmConstants;
import io.gorgon.camel.llm.RouterHeaders;
import io.gorgon.llm.CallRecord;
import io.gorgon.llm.ModelRequest;
import io.gorgon.llm.spi.ProviderSettings;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Reserves the most that the request in the body can use, in all budgets that it counts for, before
 * a provider is asked. In the registry as {@code gorgonBudgetReserve}.
 *
 * <p>Sets {@link RouterHeaders#BUDGET_REMAINING}, and where the budget says so {@link
 * RouterHeaders#FORCE_LOCAL} with {@link RouterHeaders#FORCE_LOCAL_REASON} and {@link
 * RouterHeaders#PREFER_LOCAL}. With the policy {@code shrink_max_tokens} the body may be a request
 * for fewer tokens afterwards. Fails with a {@link io.gorgon.llm.error.BudgetExceededException}
 * when the call does not fit.
 *
 * <p>{@link BudgetSettle} has to run on every path from here:
 *
 * <pre>{@code
 * - process: {ref: gorgonBudgetReserve}
 * - doTry:
 *     steps:
 *       - to: direct:the-providers
 *     doFinally:
 *       steps:
 *         - process: {ref: gorgonBudgetSettle}
 * }</pre>
 *
 * <p>When it runs again on the same exchange, the attempt before has lost its answer and another
 * one is about to be made: what was reserved before is booked in doubt, and the same is reserved
 * once more, under an id of its own; where the answers of the call are kept, a new try begins.
 * Where nothing was sent, the first reservation is still good, and this must not run again.
 */
public final class BudgetReserve implements Processor, CamelContextAware {

    /** The exchange property with the open {@link Settlement}. */
    public static final String SETTLEMENT = "CamelGorgonLlmBudgetSettlement";

    private CamelContext camelContext;

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        Settlement before = exchange.getProperty(SETTLEMENT, Settlement.class);
        if (before != null) {
            lost(before, exchange);
        }
        GorgonLlm gorgon = GorgonLlm.get(camelContext);
        if (!(message.getBody() instanceof ModelRequest request)) {
            throw new IllegalArgumentException("only chat and embed requests have a budget");
        }
        List<ProviderSettings> candidates = candidates(gorgon, message);
        BudgetedCall call =
                new BudgetedCall(
                        request,
                        Boolean.TRUE.equals(message.getHeader(RouterHeaders.STREAM)),
                        message.getHeader(GorgonLlmConstants.RUN_ID, String.class),
                        candidates);
        boolean localOnly =
                request.confidential()
                        || Boolean.TRUE.equals(message.getHeader(RouterHeaders.FORCE_LOCAL))
                        || Boolean.TRUE.equals(message.getHeader(RouterHeaders.PRIVATE))
                        || candidates.stream().allMatch(ProviderSettings::local);
        CallBudget budget = gorgon.budget();
        Admission admission = budget.admit(call, localOnly);
        exchange.setProperty(SETTLEMENT, budget.settlement(admission));
        message.setBody(admission.call().request());
        setHeaders(message, admission);
    }

    private static void lost(Settlement before, Exchange exchange) {
        exchange.removeProperty(SETTLEMENT);
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        before.lost(
                failure == null
                        ? new IllegalStateException("the answer of an attempt was lost")
                        : failure,
                BudgetSettle.takeFailedAttempts(exchange));
        CallRecord record = before.admission().call().request().record();
        if (record != null) {
            record.again();
        }
    }

    /** Who may be asked: all, or the one that the caller named. */
    private static List<ProviderSettings> candidates(GorgonLlm gorgon, Message message) {
        Object pinned = message.getHeader(RouterHeaders.PINNED);
        return gorgon.config().providers().stream()
                .filter(provider -> pinned == null || provider.name().equals(pinned))
                .toList();
    }

    private static void setHeaders(Message message, Admission admission) {
        if (admission.remainingTokens() == null) {
            message.removeHeader(RouterHeaders.BUDGET_REMAINING);
        } else {
            message.setHeader(RouterHeaders.BUDGET_REMAINING, admission.remainingTokens());
        }
        if (admission.forceLocal() != null) {
            message.setHeader(RouterHeaders.FORCE_LOCAL, true);
            message.setHeader(RouterHeaders.FORCE_LOCAL_REASON, admission.forceLocal());
        }
        if (admission.preferLocal() != null) {
            message.setHeader(RouterHeaders.PREFER_LOCAL, true);
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
