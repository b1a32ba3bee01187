package io.gorgon.camel.llm;

import io.gorgon.llm.Capability;
import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.EmbedResponse;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.PullStream;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.failover.PeekedTokenStream;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.support.service.ServiceHelper;

/**
 * The flow of a call: bind the exchange to a request, ask the named provider or the routes, write
 * the answer. Never uses the caller's exchange for the call itself, so nothing of it can reach a
 * provider unseen. The caller's thread does not wait.
 */
public class GorgonLlmProducer extends DefaultAsyncProducer {

    private GorgonLlm gorgon;
    private GorgonLlmBinding binding;
    private AnswerWriter answers;
    private LocalOrders orders;
    private AsyncProducer router;

    public GorgonLlmProducer(GorgonLlmEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    public GorgonLlmEndpoint getEndpoint() {
        return (GorgonLlmEndpoint) super.getEndpoint();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        gorgon = GorgonLlm.get(getEndpoint().getCamelContext());
        binding = new GorgonLlmBinding(getEndpoint(), Clock.systemUTC());
        orders = new LocalOrders(gorgon);
        answers =
                new AnswerWriter(
                        new OutputHeaders(gorgon),
                        getEndpoint().getConfiguration().getOutputType());
    }

    @Override
    protected void doStop() throws Exception {
        ServiceHelper.stopService(router);
        super.doStop();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        if (isRouted(exchange)) {
            // already on one of our threads: a second one could be waited for in vain
            handle(exchange);
            callback.done(true);
            return true;
        }
        OutputHeaders.reset(exchange);
        if (exchange.isTransacted()) {
            handle(exchange);
            callback.done(true);
            return true;
        }
        Executor executor = gorgon.executor();
        try {
            executor.execute(
                    () -> {
                        handle(exchange);
                        callback.done(false);
                    });
            return false;
        } catch (RejectedExecutionException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    private void handle(Exchange exchange) {
        try {
            if (isRouted(exchange)) {
                serveRoutes(exchange);
                return;
            }
            switch (binding.operation()) {
                case chat -> chat(exchange);
                case embed -> embed(exchange);
                case models -> answers.write(exchange, each(exchange, LlmProvider::models));
                case health -> answers.write(exchange, each(exchange, LlmProvider::health));
                case pull -> pull(exchange);
                case estimate ->
                        answers.write(
                                exchange,
                                estimating(exchange).estimateTokens(binding.request(exchange)));
            }
        } catch (Exception e) {
            exchange.setException(e);
        }
    }

    /** Whether the exchange comes from a producer like this one, through the routes. */
    private static boolean isRouted(Exchange exchange) {
        return Boolean.TRUE.equals(exchange.getProperty(RouterHeaders.ROUTED));
    }

    /** The end of the routes: the named provider, and nothing else. */
    private void serveRoutes(Exchange exchange) {
        LlmProvider provider = ProviderChoice.named(gorgon, binding.routedProvider());
        Object request = exchange.getMessage().getBody();
        Object answer;
        if (request instanceof EmbedRequest embed) {
            answer = provider.embed(embed);
        } else if (Boolean.TRUE.equals(exchange.getMessage().getHeader(RouterHeaders.STREAM))) {
            answer = PeekedTokenStream.of(provider.stream((LlmRequest) request));
        } else {
            answer = provider.generate((LlmRequest) request);
        }
        exchange.getMessage().setBody(answer);
    }

    private void chat(Exchange exchange) throws Exception {
        LlmRequest request = binding.request(exchange);
        String pinned = binding.provider(exchange);
        String forced = orders.forcedLocal(request.agentId(), request.runId());
        requireAllowed(
                pinned,
                request.model(),
                orders.reason(request.confidential(), request.agentId(), request.runId()));
        Exchange inner = routed(request, request.tier(), pinned, forced);
        Message message = inner.getMessage();
        message.setHeader(RouterHeaders.STREAM, getEndpoint().getConfiguration().isStream());
        message.setHeader(RouterHeaders.BUDGET_REMAINING, request.budgetRemainingTokens());
        message.setHeader(RouterHeaders.PRIVATE, request.confidential());
        message.setHeader(GorgonLlmConstants.AGENT_ID, request.agentId());
        message.setHeader(GorgonLlmConstants.RUN_ID, request.runId());
        Object answer = answerOf(inner);
        if (answer instanceof TokenStream tokens) {
            closeWithRoute(exchange, tokens);
            answers.write(exchange, tokens);
        } else {
            answers.write(exchange, (LlmResponse) answer);
        }
    }

    private void requireAllowed(String pinned, String model, String reason) {
        if (pinned != null) {
            orders.requireAllowed(ProviderChoice.named(gorgon, pinned), model, reason);
        }
    }

    private void embed(Exchange exchange) throws Exception {
        boolean confidential = binding.confidential(exchange);
        EmbedRequest request = binding.embedRequest(exchange);
        boolean one = !(exchange.getMessage().getBody() instanceof Iterable);
        String pinned = binding.provider(exchange);
        String forced = orders.forcedLocal(request.agentId(), null);
        requireAllowed(
                pinned, request.model(), orders.reason(confidential, request.agentId(), null));
        Exchange inner = routed(request, ModelTier.EMBEDDING, pinned, forced);
        inner.getMessage().setHeader(RouterHeaders.PRIVATE, confidential);
        inner.getMessage().setHeader(GorgonLlmConstants.AGENT_ID, request.agentId());
        answers.write(exchange, (EmbedResponse) answerOf(inner), one);
    }

    /** An exchange for the routes that has nothing but what they decide by. */
    private Exchange routed(Object request, ModelTier tier, String pinned, String forced) {
        Exchange inner = getEndpoint().createExchange();
        inner.setProperty(RouterHeaders.ROUTED, true);
        Message message = inner.getMessage();
        message.setBody(request);
        message.setHeader(GorgonLlmConstants.TIER, tier.label());
        message.setHeader(RouterHeaders.PINNED, pinned);
        message.setHeader(RouterHeaders.MODE, gorgon.config().mode().label());
        message.setHeader(
                RouterHeaders.PREFER_LOCAL_UNDER,
                gorgon.config().budget().preferLocalUnderTokens());
        message.setHeader(RouterHeaders.FORCE_LOCAL, forced != null);
        message.setHeader(RouterHeaders.FORCE_LOCAL_REASON, forced);
        return inner;
    }

    private Object answerOf(Exchange inner) throws Exception {
        router().process(inner);
        if (inner.getException() != null) {
            throw inner.getException();
        }
        Object answer = inner.getMessage().getBody();
        return answer instanceof LlmResponse response
                ? withReasons(response, inner.getMessage())
                : answer;
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
            Endpoint endpoint =
                    getEndpoint().getCamelContext().getEndpoint(GorgonLlmComponent.ENTRY_URI);
            router = endpoint.createAsyncProducer();
            ServiceHelper.startService(router);
        }
        return router;
    }

    /**
     * A stream that is read in a route ends with it at the latest. One that a Java caller gets is
     * the caller's to close.
     */
    private static void closeWithRoute(Exchange exchange, TokenStream tokens) {
        if (exchange.getFromRouteId() != null && exchange.getUnitOfWork() != null) {
            exchange.getExchangeExtension()
                    .addOnCompletion(
                            new SynchronizationAdapter() {
                                @Override
                                public void onDone(Exchange done) {
                                    tokens.close();
                                }
                            });
        }
    }

    private Object each(Exchange exchange, Function<LlmProvider, Object> question) {
        String name = binding.provider(exchange);
        if (name != null) {
            return question.apply(ProviderChoice.named(gorgon, name));
        }
        Map<String, Object> byProvider = new LinkedHashMap<>();
        for (LlmProvider provider : gorgon.providers().all()) {
            byProvider.put(provider.name(), question.apply(provider));
        }
        return byProvider;
    }

    private void pull(Exchange exchange) {
        String name = binding.provider(exchange);
        LlmProvider provider =
                name == null
                        ? ProviderChoice.withCapability(gorgon, Capability.PULL, "fetch models")
                        : ProviderChoice.named(gorgon, name);
        String model = binding.model(exchange);
        String wanted = model == null ? PromptBody.text(exchange).strip() : model;
        orders.requirePullAllowed(provider, wanted, binding.agentId(exchange));
        try (PullStream pull = provider.pull(wanted)) {
            while (pull.next() != null) {
                // the reports are of use to a person only; a route waits for the end
            }
        }
        answers.write(exchange, (Object) wanted);
    }

    private LlmProvider estimating(Exchange exchange) {
        String name = binding.provider(exchange);
        return name == null ? ProviderChoice.any(gorgon) : ProviderChoice.named(gorgon, name);
    }
}
