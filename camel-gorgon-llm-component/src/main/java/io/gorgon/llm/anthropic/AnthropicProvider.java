package io.gorgon.llm.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.gorgon.llm.Capability;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.ModelInfo;
import io.gorgon.llm.ProviderHealth;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.error.BrokenStreamException;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.http.CallContext;
import io.gorgon.llm.http.HttpCall;
import io.gorgon.llm.http.HttpClientSettings;
import io.gorgon.llm.http.LlmHttpClient;
import io.gorgon.llm.spi.AbstractLlmProvider;
import io.gorgon.llm.spi.ApiKey;
import io.gorgon.llm.spi.HttpTokenStream;
import io.gorgon.llm.spi.ProviderContext;
import io.gorgon.llm.spi.ProviderSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Claude models over the Anthropic Messages API, version 2023-06-01: {@code POST /v1/messages},
 * plain and streamed, and {@code GET /v1/models}, which costs nothing.
 */
public final class AnthropicProvider extends AbstractLlmProvider {

    private static final String API_VERSION = "2023-06-01";

    /** How often a paused turn is sent back: a server that pauses for ever costs money for ever. */
    private static final int MAX_CONTINUATIONS = 3;

    private final ApiKey key;
    private final AnthropicErrors errors;
    private final AnthropicMapper mapper;
    private final LlmHttpClient http;
    private final String root;
    private final AnthropicModels models;

    /**
     * @param settings its base URL may end with {@code /v1}
     */
    public AnthropicProvider(ProviderSettings settings, ProviderContext context) {
        super(settings);
        this.key = new ApiKey(settings, context);
        this.errors = new AnthropicErrors(settings, key);
        this.mapper = new AnthropicMapper(settings.name());
        this.http =
                new LlmHttpClient(
                        context.http(),
                        new HttpClientSettings(
                                settings.name(),
                                settings.baseUrl(),
                                settings.local(),
                                settings.maxConnections(),
                                settings.timeouts().connect()),
                        settings.addressPolicy(),
                        settings.timeouts(),
                        settings.maxResponseBytes(),
                        this::headers,
                        errors,
                        context.clock());
        this.root = http.baseUrl().endsWith("/v1") ? "" : "/v1";
        this.models = new AnthropicModels(http, name(), root + "/models");
    }

    private Map<String, String> headers() {
        // Compatible servers of one's own often take no key.
        return settings.apiKeyEnv() == null
                ? Map.of("anthropic-version", API_VERSION)
                : Map.of("anthropic-version", API_VERSION, "x-api-key", key.require());
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(
                Capability.STREAMING,
                Capability.STRUCTURED_OUTPUT,
                Capability.IMAGES,
                Capability.STOP_SEQUENCES);
    }

    @Override
    protected LlmResponse call(LlmRequest request) {
        ModelChoice choice = ModelChoice.of(request, settings);
        AnthropicRequest outgoing = mapper.request(request, choice, false);
        CallContext context = CallContext.of(request, choice.model());
        long estimatedInput = estimateTokens(request);
        long started = System.nanoTime();
        AnthropicAnswer answer = ask(outgoing, context, estimatedInput);
        ArrayNode messages = outgoing.body().withArray("messages");
        while (answer.stop().paused() && answer.calls() <= MAX_CONTINUATIONS) {
            messages.addObject()
                    .put("role", "assistant")
                    .set("content", answer.raw().path("content"));
            answer = answer.continuedBy(ask(outgoing, context, estimatedInput));
        }
        return response(answer, choice, outgoing.notes(), millisSince(started));
    }

    private AnthropicAnswer ask(AnthropicRequest request, CallContext context, long estimated) {
        JsonNode answer = http.postJson(root + "/messages", request.body(), context);
        if (answer.path("error").isObject()) {
            throw errors.inAnswer(answer, context.model());
        }
        if (!AnthropicAnswer.isMessage(answer)) {
            throw new BrokenStreamException(
                    name(),
                    context.model(),
                    "",
                    name() + " at " + http.baseUrl() + " sent an answer that is not a message",
                    null);
        }
        return AnthropicAnswer.read(answer, estimated);
    }

    private LlmResponse response(
            AnthropicAnswer answer, ModelChoice choice, List<String> requestNotes, long latency) {
        String model = answer.model() == null ? choice.model() : answer.model();
        List<String> notes = new ArrayList<>(requestNotes);
        answer.stop().note(model).ifPresent(notes::add);
        return new LlmResponse(
                answer.text(),
                answer.reasoning().isEmpty() ? null : answer.reasoning(),
                model,
                name(),
                type(),
                choice.tier(),
                answer.usage(),
                latency,
                null,
                answer.stop().finishReason(),
                answer.calls(),
                notes,
                answer.raw());
    }

    @Override
    protected TokenStream open(LlmRequest request) {
        ModelChoice choice = ModelChoice.of(request, settings);
        AnthropicRequest outgoing = mapper.request(request, choice, true);
        CallContext context = CallContext.of(request, choice.model());
        long estimatedInput = estimateTokens(request);
        long started = System.nanoTime();
        HttpCall call = http.postStream(root + "/messages", outgoing.body(), context);
        AnthropicStreamDecoder decoder =
                new AnthropicStreamDecoder(
                        call.body(), choice.model(), errors, outgoing.notes(), estimatedInput);
        return new HttpTokenStream(
                call,
                decoder,
                settings,
                choice.model(),
                choice.tier(),
                outgoing.notes(),
                estimatedInput,
                started);
    }

    /** Asks for one model of the list, which costs nothing. */
    @Override
    public ProviderHealth health() {
        long started = System.nanoTime();
        try {
            models.probe();
            return new ProviderHealth(true, usable(), null, millisSince(started));
        } catch (LlmException e) {
            return new ProviderHealth(false, e.getMessage(), null, millisSince(started));
        }
    }

    private String usable() {
        String answers = name() + " answers at " + http.baseUrl();
        return settings.apiKeyEnv() == null
                ? answers
                : answers + " and accepts the key in " + settings.apiKeyEnv();
    }

    @Override
    public List<ModelInfo> models() {
        return models.list();
    }

    private static long millisSince(long startedNanos) {
        return (System.nanoTime() - startedNanos) / 1_000_000;
    }

    @Override
    public void close() {
        http.close();
    }
}
