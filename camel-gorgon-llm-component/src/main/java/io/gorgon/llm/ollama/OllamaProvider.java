package io.gorgon.llm.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.Capability;
import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.EmbedResponse;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.LoadedModel;
import io.gorgon.llm.ModelInfo;
import io.gorgon.llm.ProviderHealth;
import io.gorgon.llm.PullStream;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.error.ModelNotFoundException;
import io.gorgon.llm.error.NotAllowedException;
import io.gorgon.llm.http.CallContext;
import io.gorgon.llm.http.HttpCall;
import io.gorgon.llm.ollama.OllamaModelSelection.Choice;
import io.gorgon.llm.spi.AbstractLlmProvider;
import io.gorgon.llm.spi.HttpTokenStream;
import io.gorgon.llm.spi.ProviderContext;
import io.gorgon.llm.spi.ProviderSettings;
import io.gorgon.llm.spi.TokenEstimate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** An Ollama server. */
public final class OllamaProvider extends AbstractLlmProvider {

    private final OllamaClient client;
    private final OllamaModels models;
    private final OllamaModelSelection selection;
    private final OllamaMapper mapper;
    private final OllamaAnswers answers;
    private final OllamaServerReport report;

    /** Opens no connection. */
    public OllamaProvider(ProviderSettings settings, ProviderContext context) {
        super(settings);
        this.client = new OllamaClient(settings, context);
        this.models = new OllamaModels(client, context.clock());
        this.selection = new OllamaModelSelection(settings, models, client);
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
                forgettingMisses(
                        () -> client.chat(mapper.chat(request, choice.model(), false), context));
        answers.requireGood(answer, model);
        return mapper.response(answer, request, choice, millisSince(started));
    }

    @Override
    protected TokenStream open(LlmRequest request) {
        long started = System.nanoTime();
        Choice choice = selection.forChat(request);
        String model = choice.model().name();
        CallContext context = CallContext.of(request, model);
        HttpCall call =
                forgettingMisses(
                        () ->
                                client.chatStream(
                                        mapper.chat(request, choice.model(), true), context));
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
                forgettingMisses(
                        () -> client.embed(mapper.embed(request.inputs(), model), context));
        answers.requireGood(answer, model.name());
        return mapper.embeddings(answer, request.inputs(), model, millisSince(started));
    }

    /** A model that was listed and is gone makes the list worthless. */
    private <T> T forgettingMisses(Supplier<T> call) {
        try {
            return call.get();
        } catch (ModelNotFoundException e) {
            models.forget();
            throw e;
        }
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
