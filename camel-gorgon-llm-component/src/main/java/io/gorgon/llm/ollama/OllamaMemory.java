package io.gorgon.llm.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.LoadedModel;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.http.CallContext;
import io.gorgon.llm.spi.ModelShape;
import io.gorgon.llm.spi.ProviderSettings;
import io.gorgon.llm.spi.ServedModel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server tells about the memory of its models: which are loaded ({@code /api/ps}), and how
 * they are built ({@code /api/show}). Asks seldom; a server that does not know is not asked again
 * for a while. Thread-safe.
 */
final class OllamaMemory {

    /** How long the list of loaded models is good for. */
    static final Duration LOADED_KEPT_FOR = Duration.ofSeconds(3);

    /** How long a server that did not tell is left in peace. */
    static final Duration SILENCE_KEPT_FOR = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(OllamaMemory.class);

    private final ProviderSettings settings;
    private final OllamaClient client;
    private final OllamaOptions options;
    private final Clock clock;
    private final ReentrantLock asking = new ReentrantLock();
    private final Map<String, Optional<ModelShape>> shapes = new ConcurrentHashMap<>();
    private volatile Loaded loaded = new Loaded(Optional.empty(), Instant.MIN);

    OllamaMemory(ProviderSettings settings, OllamaClient client, Clock clock) {
        this.settings = settings;
        this.client = client;
        this.options = new OllamaOptions(settings);
        this.clock = clock;
    }

    private record Loaded(Optional<List<LoadedModel>> models, Instant until) {}

    /** A pulled model as it would be loaded for this call. */
    ServedModel served(OllamaModel model, CallContext call) {
        return new ServedModel(
                settings,
                model.name(),
                model.digest(),
                model.info().sizeBytes(),
                model.info().parameterSize(),
                model.info().quantization(),
                options.contextTokens(model),
                new Facts(model, call));
    }

    private final class Facts implements ServedModel.Facts {

        private final OllamaModel model;
        private final CallContext call;

        Facts(OllamaModel model, CallContext call) {
            this.model = model;
            this.call = call;
        }

        @Override
        public Optional<ModelShape> shape() {
            return OllamaMemory.this.shape(model, call);
        }

        @Override
        public Optional<List<LoadedModel>> loaded() {
            return OllamaMemory.this.loaded(call);
        }
    }

    private Optional<List<LoadedModel>> loaded(CallContext call) {
        if (clock.instant().isBefore(loaded.until())) {
            return loaded.models();
        }
        asking.lock();
        try {
            if (!clock.instant().isBefore(loaded.until())) {
                loaded = ask(call);
            }
            return loaded.models();
        } finally {
            asking.unlock();
        }
    }

    private Loaded ask(CallContext call) {
        try {
            JsonNode answer = client.loaded(client.probeFor(call));
            return new Loaded(
                    Optional.of(OllamaServerReport.loadedModels(answer)),
                    clock.instant().plus(LOADED_KEPT_FOR));
        } catch (LlmException e) {
            LOG.debug("{} does not tell what is loaded: {}", settings.name(), e.getMessage());
            return new Loaded(Optional.empty(), clock.instant().plus(SILENCE_KEPT_FOR));
        }
    }

    /** What is loaded has changed or is about to. */
    void forgetLoaded() {
        loaded = new Loaded(loaded.models(), Instant.MIN);
    }

    private Optional<ModelShape> shape(OllamaModel model, CallContext call) {
        if (model.shape() != null) {
            return Optional.of(model.shape());
        }
        String key = model.name() + "@" + model.digest();
        Optional<ModelShape> known = shapes.get(key);
        if (known != null) {
            return known;
        }
        Optional<ModelShape> shape = askShape(model, call);
        shapes.put(key, shape);
        return shape;
    }

    private Optional<ModelShape> askShape(OllamaModel model, CallContext call) {
        try {
            JsonNode info = client.show(model.name(), client.probeFor(call)).path("model_info");
            if (OllamaShape.needsArrays(info)) {
                info = client.showAll(model.name(), client.probeFor(call)).path("model_info");
            }
            return OllamaShape.of(info);
        } catch (LlmException e) {
            LOG.debug("{} does not describe {}: {}", settings.name(), model.name(), e.getMessage());
            return Optional.empty();
        }
    }
}
