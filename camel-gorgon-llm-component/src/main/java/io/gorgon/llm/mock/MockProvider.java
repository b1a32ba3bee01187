package io.gorgon.llm.mock;

import io.gorgon.llm.Capability;
import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.EmbedResponse;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.ModelInfo;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.ProviderHealth;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.TokenUsage;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.error.LlmTimeoutException.Phase;
import io.gorgon.llm.error.UnreachableException;
import io.gorgon.llm.http.CallContext;
import io.gorgon.llm.spi.AbstractLlmProvider;
import io.gorgon.llm.spi.ProviderContext;
import io.gorgon.llm.spi.ProviderSettings;
import io.gorgon.llm.spi.TokenEstimate;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A provider without a model and without a network. What it answers depends on the request and its
 * {@link MockScript} only, never on time or chance; every answer carries a note that a mock gave
 * it. With a response schema the default answer is a value that obeys it. Obeys time-outs,
 * deadlines, cancellation and the limit of an answer's size like the others. Thread-safe.
 */
public final class MockProvider extends AbstractLlmProvider {

    private static final Set<Capability> CAPABILITIES =
            Set.of(
                    Capability.STREAMING,
                    Capability.STRUCTURED_OUTPUT,
                    Capability.IMAGES,
                    Capability.EMBEDDINGS,
                    Capability.STOP_SEQUENCES);

    private final Supplier<MockScript> script;
    private final Clock clock;
    private final Set<MockCall> calls = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public MockProvider(ProviderSettings settings, ProviderContext context, MockScript script) {
        this(settings, context, () -> script);
    }

    /**
     * @param script asked for once a call
     */
    MockProvider(ProviderSettings settings, ProviderContext context, Supplier<MockScript> script) {
        super(settings);
        this.script = script;
        this.clock = context.clock();
    }

    @Override
    public Set<Capability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    protected LlmResponse call(LlmRequest request) {
        try (MockTokenStream answer = start(request, false)) {
            while (answer.next() != null) {
                // until it is complete
            }
            return answer.response();
        }
    }

    @Override
    protected TokenStream open(LlmRequest request) {
        return start(request, true);
    }

    private MockTokenStream start(LlmRequest request, boolean streamed) {
        MockCall call = begin(CallContext.of(request, model(request.model(), request.tier())));
        try {
            ScriptedAnswer answer = AnswerLimits.apply(textOf(request), request);
            MockTokenStream stream = new MockTokenStream(call, settings, request, answer, streamed);
            if (answer.error() != null && answer.pieces().isEmpty()) {
                // Refused: a server says so before it accepts the request.
                stream.next();
            }
            return stream;
        } catch (RuntimeException e) {
            call.close();
            throw e;
        }
    }

    private ScriptedAnswer textOf(LlmRequest request) {
        ScriptedAnswer answer = answer(MockQuestion.of(request));
        return answer.pieces() == null ? DefaultAnswer.fill(answer, request) : answer;
    }

    private ScriptedAnswer answer(MockQuestion question) {
        return script.get().answer(question).orElse(ScriptedAnswer.DEFAULT);
    }

    private MockCall begin(CallContext context) {
        MockCall call = new MockCall(name(), context, settings.timeouts(), clock, calls::remove);
        calls.add(call);
        try {
            if (closed) {
                throw new UnreachableException(
                        name(), context.model(), 0, name() + " is closed", null);
            }
            call.pause(Duration.ZERO, Phase.TOTAL, "");
            return call;
        } catch (LlmException e) {
            call.close();
            throw e;
        }
    }

    private String model(String requested, ModelTier tier) {
        if (requested != null) {
            return requested;
        }
        return settings.modelsOf(tier).stream().findFirst().orElse("mock-" + tier.label());
    }

    @Override
    public EmbedResponse embed(EmbedRequest request) {
        String model = model(request.model(), ModelTier.EMBEDDING);
        try (MockCall call = begin(CallContext.of(request, model))) {
            ScriptedAnswer answer = answer(MockQuestion.of(request));
            call.pause(answer.delay(), Phase.TOTAL, "");
            if (answer.error() != null) {
                throw answer.error().ofWholeAnswer(name(), model, "");
            }
            return new EmbedResponse(
                    request.inputs().stream().map(WordVectors::of).toList(),
                    model,
                    name(),
                    type(),
                    usage(request, answer),
                    call.elapsedMs());
        }
    }

    private static TokenUsage usage(EmbedRequest request, ScriptedAnswer answer) {
        return answer.inputTokens() == null
                ? TokenUsage.estimated(
                        request.inputs().stream().mapToLong(TokenEstimate::of).sum(), 0)
                : TokenUsage.reported(answer.inputTokens(), 0);
    }

    @Override
    public ProviderHealth health() {
        return closed
                ? new ProviderHealth(false, name() + " is closed", null, 0)
                : new ProviderHealth(true, "built-in mock, no model", null, 0);
    }

    @Override
    public List<ModelInfo> models() {
        return Arrays.stream(ModelTier.values())
                .map(tier -> model(null, tier))
                .distinct()
                .map(ModelInfo::named)
                .toList();
    }

    /** Calls and streams that are not over. */
    int callsInFlight() {
        return calls.size();
    }

    @Override
    public void close() {
        closed = true;
        calls.forEach(MockCall::close);
    }
}
