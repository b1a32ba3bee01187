package io.gorgon.llm.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.Capability;
import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.EmbedResponse;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.LoadedModel;
import io.gorgon.llm.ModelInfo;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.ProviderHealth;
import io.gorgon.llm.PullStream;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.error.NotAllowedException;
import io.gorgon.llm.http.CallContext;
import io.gorgon.llm.http.HttpCall;
import io.gorgon.llm.ollama.OllamaModelSelection.Choice;
import io.gorgon.llm.spi.AbstractLlmProvider;
import io.gorgon.llm.spi.HttpTokenStream;
import io.gorgon.llm.spi.MemoryBound;
import io.gorgon.llm.spi.ProviderContext;
import io.gorgon.llm.spi.ProviderSettings;
import io.gorgon.llm.spi.ServedModel;
import io.gorgon.llm.spi.TokenEstimate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An Ollama server. */
public final class OllamaProvider extends AbstractLlmProvider implements MemoryBound {

    private final OllamaClient client;
    private final OllamaModels models;
    private final OllamaModelSelection selection;
    private final OllamaMapper mapper;
    private final OllamaAnswers answers;
    private final OllamaServerReport report;
    private final OllamaMemory memory;
    private final OllamaCalls calls;

    /** Opens no connection. */
    public OllamaProvider(ProviderSettings settings, ProviderContext context) {
        super(settings);
        this.client = new OllamaClient(settings, context);
        this.models = new OllamaModels(client, context.clock());
        this.memory = new OllamaMemory(settings, client, context.clock());
        this.selection =
                new OllamaModelSelection(
                        settings, models, client, new OllamaFit(settings, context.gate(), memory));
        this.calls = new OllamaCalls(context.gate(), memory, models::forget);
        this.mapper = new OllamaMapper(settings);
        this.answers = new OllamaAnswers(settings, client.errors());
        this.report = new OllamaServerReport(settings, client, models);
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    protected LlmResponse call(LlmRequest request) {
        long started = System.nanoTime();
        Choice choice = selection.forChat(request);
        String model = choice.model().name();
        CallContext context = CallContext.of(request, model);
        JsonNode answer =
                calls.whole(
                        choice.model(),
                        OllamaCalls.caller(request),
                        context,
                        () ->
                                answers.requireGood(
                                        client.chat(
                                                mapper.chat(request, choice.model(), false),
                                                context),
                                        model));
        return mapper.response(answer, request, choice, millisSince(started));
    }

    @Override
    protected TokenStream open(LlmRequest request) {
        long started = System.nanoTime();
        Choice choice = selection.forChat(request);
        String model = choice.model().name();
        CallContext context = CallContext.of(request, model);
        return calls.stream(
                choice.model(),
                OllamaCalls.caller(request),
                context,
                () -> stream(request, choice, context, started));
    }

    private TokenStream stream(
            LlmRequest request, Choice choice, CallContext context, long started) {
        String model = choice.model().name();
        HttpCall call = client.chatStream(mapper.chat(request, choice.model(), true), context);
        long estimatedInputTokens = TokenEstimate.of(request);
        OllamaStreamDecoder decoder =
                new OllamaStreamDecoder(
                        new JsonLines(call.body(), settings.maxResponseBytes()),
                        answers,
                        model,
                        estimatedInputTokens);
        return new HttpTokenStream(
                call,
                decoder,
                settings,
                model,
                choice.tierServed(),
                mapper.notes(request, choice),
                estimatedInputTokens,
                started);
    }

    @Override
    public EmbedResponse embed(EmbedRequest request) {
        long started = System.nanoTime();
        Choice choice =
                selection.forEmbedding(request.model(), CallContext.of(request, request.model()));
        OllamaModel model = choice.model();
        CallContext context = CallContext.of(request, model.name());
        JsonNode answer =
                calls.whole(
                        model,
                        OllamaCalls.caller(request),
                        context,
                        () ->
                                answers.requireGood(
                                        client.embed(
                                                mapper.embed(request.inputs(), model), context),
                                        model.name()));
        return mapper.embeddings(answer, request.inputs(), model, millisSince(started));
    }

    private static long millisSince(long startedNanos) {
        return (System.nanoTime() - startedNanos) / 1_000_000;
    }

    @Override
    public ProviderHealth health() {
        return report.health();
    }

    @Override
    public List<ModelInfo> models() {
        return models.refresh(client.probe()).stream().map(OllamaModel::info).toList();
    }

    @Override
    public List<LoadedModel> loadedModels() {
        return report.loadedModels();
    }

    @Override
    public List<ServedModel> servedModels() {
        CallContext probe = client.probe();
        return models.refresh(probe).stream()
                .filter(model -> !model.remote())
                .map(model -> memory.served(model, probe))
                .toList();
    }

    @Override
    public ServedModel configuredModel(String name) {
        OllamaModel model = OllamaModel.named(name);
        return ServedModel.named(settings, name, new OllamaOptions(settings).contextTokens(model));
    }

    @Override
    public Optional<String> shortage(ModelTier tier) {
        try {
            return selection.shortage(tier, client.probe());
        } catch (LlmException e) {
            // whoever calls the server next will say it better
            return Optional.empty();
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws NotAllowedException for a cloud model, if this provider is local
     */
    @Override
    protected PullStream fetch(String model) {
        if (settings.local() && OllamaModelName.of(model).namesCloud()) {
            throw selection.passedOn(model);
        }
        HttpCall call = client.pull(model);
        return new OllamaPullStream(
                call,
                new JsonLines(call.body(), settings.maxResponseBytes()),
                client.errors(),
                model,
                models::forget);
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public String toString() {
        return name() + " (ollama at " + client.baseUrl() + ")";
    }
}
