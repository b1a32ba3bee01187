package io.gorgon.camel.llm;

import io.gorgon.llm.CallRecord;
import io.gorgon.llm.Capability;
import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.EmbedResponse;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.ModelRequest;
import io.gorgon.llm.PullStream;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.failover.PeekedTokenStream;
import io.gorgon.llm.spi.LeasedTokenStream;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * The flow of a call: bind the exchange to a request, ask the named provider or the routes, write
 * the answer. A call whose answer is recorded ends at that answer. Never uses the caller's exchange
 * for the call itself, so nothing of it can reach a provider unseen. The caller's thread does not
 * wait.
 */
public class GorgonLlmProducer extends DefaultAsyncProducer {

    private GorgonLlm gorgon;
    private GorgonLlmBinding binding;
    private AnswerWriter answers;
    private LocalOrders orders;
    private RoutedCall routes;
    private CallRecordChoice records;

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
        records = new CallRecordChoice(gorgon, binding);
        orders = new LocalOrders(gorgon);
        routes = new RoutedCall(gorgon, getEndpoint());
        answers =
                new AnswerWriter(
                        new OutputHeaders(gorgon),
                        getEndpoint().getConfiguration().getOutputType());
    }

    @Override
    protected void doStop() throws Exception {
        if (routes != null) {
            routes.stop();
        }
        super.doStop();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        if (RoutedCall.isRouted(exchange)) {
            // already on one of our threads: a second one could be waited for in vain
            serve(exchange);
            callback.done(true);
            return true;
        }
        OutputHeaders.reset(exchange);
        try {
            CallCancellation cancellation = CallCancellation.of(exchange);
            if (!needsItsThread(exchange)) {
                queue(exchange, cancellation, callback);
                return false;
            }
            handle(exchange, cancellation);
        } catch (RejectedExecutionException | IllegalArgumentException e) {
            exchange.setException(e);
        }
        callback.done(true);
        return true;
    }

    /**
     * Whether what comes after the call has to be done on the caller's thread: a transaction is
     * bound to it. One of a consumer, such as JMS with {@code transacted=true}, does not mark its
     * exchanges.
     */
    private static boolean needsItsThread(Exchange exchange) {
        Endpoint from = exchange.getFromEndpoint();
        return exchange.isTransacted()
                || from != null && from.getEndpointUri().contains("transacted=true");
    }

    private void queue(Exchange exchange, CallCancellation cancellation, AsyncCallback callback) {
        Runnable call =
                () -> {
                    handle(exchange, cancellation);
                    callback.done(false);
                };
        try {
            new QueuedCall(call, cancellation.effective()).submitTo(gorgon.executor());
        } catch (RejectedExecutionException e) {
            cancellation.close();
            throw e;
        }
    }

    private void handle(Exchange exchange, CallCancellation cancellation) {
        try {
            cancellation.requireWanted();
            switch (binding.operation()) {
                case chat -> chat(exchange, cancellation);
                case embed -> embed(exchange, cancellation);
                case models -> answers.write(exchange, each(exchange, LlmProvider::models));
                case health -> answers.write(exchange, each(exchange, LlmProvider::health));
                case pull -> pull(exchange);
                case estimate ->
                        answers.write(
                                exchange,
                                estimating(exchange)
                                        .estimateTokens(
                                                binding.request(
                                                        exchange, cancellation.effective())));
            }
        } catch (Exception e) {
            cancellation.close();
            exchange.setException(e);
        }
    }

    /** The end of the routes: the named provider, and nothing else. */
    private void serve(Exchange exchange) {
        try {
            InterruptibleWait.end(exchange);
            exchange.getMessage().setBody(answer(exchange));
        } catch (Exception e) {
            exchange.setException(e);
        }
    }

    private Object answer(Exchange exchange) {
        LlmProvider provider = ProviderChoice.named(gorgon, binding.routedProvider());
        Object request = exchange.getMessage().getBody();
        if (request instanceof EmbedRequest embed) {
            return provider.embed(embed);
        }
        return Boolean.TRUE.equals(exchange.getMessage().getHeader(RouterHeaders.STREAM))
                ? PeekedTokenStream.of(provider.stream((LlmRequest) request))
                : provider.generate((LlmRequest) request);
    }

    private void chat(Exchange exchange, CallCancellation cancellation) throws Exception {
        ModelRequest request =
                records.recorded(exchange, binding.request(exchange, cancellation.effective()));
        boolean stream = getEndpoint().getConfiguration().isStream();
        Optional<Object> recorded = RecordedAnswer.of(request, stream);
        if (recorded.isPresent()) {
            // there is nothing to wait for, also when it is read as a stream
            cancellation.close();
        }
        Object answer = recorded.isPresent() ? recorded.get() : answer(exchange, request, stream);
        if (answer instanceof TokenStream tokens) {
            // the call goes on until the stream has ended
            TokenStream closing = new LeasedTokenStream(tokens, cancellation::close, failure -> {});
            closeWithRoute(exchange, closing);
            answers.write(exchange, closing);
        } else {
            cancellation.close();
            answers.write(exchange, (LlmResponse) answer);
        }
        if (recorded.isPresent()) {
            RecordedAnswer.mark(exchange);
        }
    }

    private void embed(Exchange exchange, CallCancellation cancellation) throws Exception {
        ModelRequest request =
                records.recorded(
                        exchange, binding.embedRequest(exchange, cancellation.effective()));
        boolean one = !(exchange.getMessage().getBody() instanceof Iterable);
        Optional<Object> recorded = RecordedAnswer.of(request, false);
        Object answer = recorded.isPresent() ? recorded.get() : answer(exchange, request, false);
        cancellation.close();
        answers.write(exchange, (EmbedResponse) answer, one);
        if (recorded.isPresent()) {
            RecordedAnswer.mark(exchange);
        }
    }

    private Object answer(Exchange exchange, ModelRequest request, boolean stream)
            throws Exception {
        CallRecord record = request.record();
        if (record == null) {
            return routed(exchange, request, stream);
        }
        try {
            return RecordedAnswer.kept(record, routed(exchange, request, stream));
        } catch (Exception e) {
            RecordedAnswer.failed(record, e);
            throw e;
        }
    }

    private Object routed(Exchange exchange, ModelRequest request, boolean stream)
            throws Exception {
        String pinned = binding.provider(exchange);
        String forced = orders.forcedLocal(request.agentId(), request.runId());
        if (pinned != null) {
            orders.requireAllowed(
                    ProviderChoice.named(gorgon, pinned),
                    request.model(),
                    orders.reason(request.confidential(), request.agentId(), request.runId()));
        }
        return routes.answer(request, pinned, forced, stream);
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
