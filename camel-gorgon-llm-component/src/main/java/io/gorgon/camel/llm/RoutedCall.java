package io.gorgon.camel.llm;

import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.ModelRequest;
import io.gorgon.llm.ModelTier;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.service.ServiceHelper;

/** Asks the routes, on an exchange that has nothing but what they decide by. Thread-safe. */
final class RoutedCall {

    private final GorgonLlm gorgon;
    private final GorgonLlmEndpoint endpoint;
    private AsyncProducer router;

    RoutedCall(GorgonLlm gorgon, GorgonLlmEndpoint endpoint) {
        this.gorgon = gorgon;
        this.endpoint = endpoint;
    }

    /** Whether an exchange comes from here, through the routes. */
    static boolean isRouted(Exchange exchange) {
        return Boolean.TRUE.equals(exchange.getProperty(RouterHeaders.ROUTED));
    }

    /**
     * What the routes answer.
     *
     * @param pinned the provider that the caller named; null when the routes choose
     * @param forced why only local providers may be called; null when others may too
     */
    Object answer(ModelRequest request, String pinned, String forced, boolean stream)
            throws Exception {
        Exchange inner = exchange(request, pinned, forced, stream);
        try {
            router().process(inner);
        } finally {
            InterruptibleWait.end(inner);
        }
        if (inner.getException() != null) {
            throw inner.getException();
        }
        Object answer = inner.getMessage().getBody();
        return answer instanceof LlmResponse response
                ? withReasons(response, inner.getMessage())
                : answer;
    }

    private Exchange exchange(ModelRequest request, String pinned, String forced, boolean stream) {
        Exchange inner = endpoint.createExchange();
        inner.setProperty(RouterHeaders.ROUTED, true);
        Message message = inner.getMessage();
        message.setBody(request);
        ModelTier tier = request instanceof LlmRequest chat ? chat.tier() : ModelTier.EMBEDDING;
        message.setHeader(GorgonLlmConstants.TIER, tier.label());
        message.setHeader(RouterHeaders.PINNED, pinned);
        message.setHeader(RouterHeaders.MODE, gorgon.config().mode().label());
        message.setHeader(
                RouterHeaders.PREFER_LOCAL_UNDER,
                gorgon.config().budget().preferLocalUnderTokens());
        message.setHeader(RouterHeaders.FORCE_LOCAL, forced != null);
        message.setHeader(RouterHeaders.FORCE_LOCAL_REASON, forced);
        message.setHeader(RouterHeaders.PRIVATE, request.confidential());
        message.setHeader(GorgonLlmConstants.AGENT_ID, request.agentId());
        message.setHeader(GorgonLlmConstants.RUN_ID, request.runId());
        if (request instanceof LlmRequest chat) {
            message.setHeader(RouterHeaders.STREAM, stream);
            message.setHeader(RouterHeaders.BUDGET_REMAINING, chat.budgetRemainingTokens());
        }
        return inner;
    }

    /** What the routes decided in spite of what was asked is told with the answer. */
    private static LlmResponse withReasons(LlmResponse response, Message routed) {
        LlmResponse told = response;
        String forced = routed.getHeader(RouterHeaders.FORCE_LOCAL_REASON, String.class);
        if (forced != null) {
            told = told.withNote("Kept local: " + forced + ".");
        }
        String lowered = routed.getHeader(RouterHeaders.TIER_LOWERED, String.class);
        return lowered == null ? told : told.withNote("Asked " + lowered + ".");
    }

    private synchronized AsyncProducer router() throws Exception {
        if (router == null) {
            Endpoint entry = endpoint.getCamelContext().getEndpoint(GorgonLlmComponent.ENTRY_URI);
            router = entry.createAsyncProducer();
            ServiceHelper.startService(router);
        }
        return router;
    }

    synchronized void stop() {
        ServiceHelper.stopService(router);
    }
}
