package io.gorgon.llm.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.llm.Capability;
import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.EmbedResponse;
import io.gorgon.llm.FinishReason;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.ModelInfo;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.ProviderHealth;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.TokenUsage;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.error.UnreachableException;
import io.gorgon.llm.http.CallContext;
import io.gorgon.llm.http.HttpCall;
import io.gorgon.llm.http.HttpClientSettings;
import io.gorgon.llm.http.LlmHttpClient;
import io.gorgon.llm.spi.AbstractLlmProvider;
import io.gorgon.llm.spi.ApiKey;
import io.gorgon.llm.spi.HttpTokenStream;
import io.gorgon.llm.spi.ProviderContext;
import io.gorgon.llm.spi.ProviderSettings;
import io.gorgon.llm.spi.TokenEstimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * OpenAI and every server that speaks its API: chat completions, embeddings and the list of models,
 * which is free and serves as the probe. The key is read from its environment variable at each call
 * and sent as a bearer token; a local server may go without one.
 */
public final class OpenAiProvider extends AbstractLlmProvider {

    private static final Set<Capability> CAPABILITIES =
            Set.of(
                    Capability.STREAMING,
                    Capability.STRUCTURED_OUTPUT,
                    Capability.IMAGES,
                    Capability.EMBEDDINGS,
                    Capability.STOP_SEQUENCES);

    private final OpenAiAddress address;
    private final ApiKey key;
    private final OpenAiErrors errors;
    private final OpenAiMapper mapper;
    private final OpenAiModelChoice choice;
    private final LlmHttpClient client;

    /**
     * @throws IllegalArgumentException if the base URL is missing or is not one
     */
    public OpenAiProvider(ProviderSettings settings, ProviderContext context) {
        super(settings);
        this.address = OpenAiAddress.of(settings);
        this.key = new ApiKey(settings, context);
        this.errors = new OpenAiErrors(settings, address, key);
        this.mapper = new OpenAiMapper(settings, address);
        this.choice = new OpenAiModelChoice(settings, context.clock());
        this.client =
                new LlmHttpClient(
                        context.http(),
                        new HttpClientSettings(
                                settings.name(),
                                address.baseUrl(),
                                settings.local(),
                                settings.maxConnections(),
                                settings.timeouts().connect()),
                        settings.addressPolicy(),
                        settings.timeouts(),
                        settings.maxResponseBytes(),
                        this::headers,
                        errors,
                        context.clock());
    }

    private Map<String, String> headers() {
        boolean needed = settings.apiKeyEnv() != null && !settings.local();
        String value = needed ? key.require() : key.find().orElse(null);
        return value == null ? Map.of() : Map.of("Authorization", "Bearer " + value);
    }

    @Override
    public Set<Capability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    protected LlmResponse call(LlmRequest request) {
        long started = System.nanoTime();
        OpenAiModelChoice.Choice chosen = choose(request);
        String model = chosen.model();
        List<String> notes = new ArrayList<>(chosen.notes());
        ObjectNode body = mapper.chat(request, model, false, notes);
        JsonNode answer = post("/chat/completions", body, CallContext.of(request, model));
        JsonNode first = OpenAiAnswer.choice(answer, name(), model);
        JsonNode message = first.path("message");
        String content = OpenAiAnswer.content(message);
        String reasoning = OpenAiAnswer.reasoning(message);
        String refusal = OpenAiAnswer.refusal(message);
        FinishReason reason = OpenAiAnswer.finishReason(first, name(), model);
        if (!refusal.isEmpty()) {
            content += refusal;
            reason = FinishReason.CONTENT_FILTER;
            notes.add(OpenAiStreamDecoder.REFUSAL_NOTE);
        }
        TokenUsage usage = OpenAiAnswer.usage(answer);
        if (usage == null) {
            long output = TokenEstimate.of(content) + TokenEstimate.of(reasoning);
            usage = TokenUsage.estimated(TokenEstimate.of(request), output);
        }
        return new LlmResponse(
                content,
                reasoning.isEmpty() ? null : reasoning,
                answering(answer, model),
                name(),
                type(),
                chosen.tier(),
                usage,
                millisSince(started),
                null,
                reason == null ? FinishReason.STOP : reason,
                1,
                notes,
                answer);
    }

    @Override
    protected TokenStream open(LlmRequest request) {
        long started = System.nanoTime();
        OpenAiModelChoice.Choice chosen = choose(request);
        String model = chosen.model();
        List<String> notes = new ArrayList<>(chosen.notes());
        ObjectNode body = mapper.chat(request, model, true, notes);
        HttpCall call =
                reaching(
                        () ->
                                client.postStream(
                                        "/chat/completions", body, CallContext.of(request, model)));
        return new HttpTokenStream(
                call,
                new OpenAiStreamDecoder(call.body(), errors, name(), model, notes),
                settings,
                model,
                chosen.tier(),
                notes,
                TokenEstimate.of(request),
                started);
    }

    private OpenAiModelChoice.Choice choose(LlmRequest request) {
        return choice.choose(
                request.tier(), request.model(), () -> list(CallContext.of(request, null)));
    }

    /** Several calls when there are more texts than one may carry; usage is their sum. */
    @Override
    public EmbedResponse embed(EmbedRequest request) {
        long started = System.nanoTime();
        String model =
                choice.choose(
                                ModelTier.EMBEDDING,
                                request.model(),
                                () -> list(CallContext.of(request, null)))
                        .model();
        List<float[]> vectors = new ArrayList<>(request.inputs().size());
        TokenUsage usage = null;
        String answering = model;
        for (List<String> batch : OpenAiEmbeddings.batches(request.inputs())) {
            ObjectNode body = OpenAiEmbeddings.request(model, batch, address.official());
            JsonNode answer = post("/embeddings", body, CallContext.of(request, model));
            vectors.addAll(OpenAiEmbeddings.vectors(answer, batch.size(), name(), model));
            TokenUsage used = OpenAiEmbeddings.usage(answer, batch);
            usage = usage == null ? used : usage.plus(used);
            answering = answering(answer, model);
        }
        return new EmbedResponse(vectors, answering, name(), type(), usage, millisSince(started));
    }

    @Override
    public ProviderHealth health() {
        long started = System.nanoTime();
        try {
            int models = list(client.probe()).size();
            String listed = models == 1 ? "1 model" : models + " models";
            return new ProviderHealth(
                    true,
                    name() + " answers at " + address.baseUrl() + " and lists " + listed,
                    null,
                    millisSince(started));
        } catch (LlmException e) {
            return new ProviderHealth(false, e.getMessage(), null, millisSince(started));
        }
    }

    @Override
    public List<ModelInfo> models() {
        return list(client.probe());
    }

    private List<ModelInfo> list(CallContext context) {
        JsonNode answer = reaching(() -> client.getJson("/models", context));
        return OpenAiModelList.read(checked(answer, null), settings);
    }

    private JsonNode post(String path, JsonNode body, CallContext context) {
        JsonNode answer = reaching(() -> client.postJson(path, body, context));
        return checked(answer, context.model());
    }

    /** Some servers report an error with status 200. */
    private JsonNode checked(JsonNode answer, String model) {
        if (OpenAiErrorBody.isError(answer)) {
            throw errors.reported(answer, model);
        }
        return answer;
    }

    /** Adds to a failed connection what to check. */
    private <T> T reaching(Supplier<T> call) {
        try {
            return call.get();
        } catch (UnreachableException e) {
            throw new UnreachableException(
                    e.provider(),
                    e.model(),
                    e.status(),
                    e.getMessage()
                            + "; check that the server runs and that llm.providers."
                            + name()
                            + ".base_url is its address",
                    e);
        }
    }

    private static String answering(JsonNode answer, String asked) {
        String model = answer.path("model").asText("");
        return model.isEmpty() ? asked : model;
    }

    private static long millisSince(long startedNanos) {
        return (System.nanoTime() - startedNanos) / 1_000_000;
    }

    @Override
    public void close() {
        client.close();
    }
}
