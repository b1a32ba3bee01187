package io.gorgon.hardware;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gorgon.llm.LoadedModel;
import io.gorgon.llm.http.AddressPolicy;
import io.gorgon.llm.http.Timeouts;
import io.gorgon.llm.spi.ModelCatalog;
import io.gorgon.llm.spi.ModelShape;
import io.gorgon.llm.spi.ProviderSettings;
import io.gorgon.llm.spi.ServedModel;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Models of a server that tests make up, and what was asked about them. */
final class ServedModels implements ServedModel.Facts {

    final List<LoadedModel> loaded = new ArrayList<>();
    ModelShape shape;
    int timesAskedForLoaded;
    private final ProviderSettings provider;

    ServedModels(AddressPolicy policy) {
        this("ollama", "http://localhost:11434", policy);
    }

    ServedModels(String name, String url, AddressPolicy policy) {
        provider = provider(name, url, policy);
    }

    static ProviderSettings provider(String name, String url, AddressPolicy policy) {
        Duration long1 = Duration.ofMinutes(10);
        return new ProviderSettings(
                name,
                "ollama",
                "gorgon.yaml, line 1",
                URI.create(url),
                policy,
                null,
                Map.of(),
                new Timeouts(long1, long1, long1, long1),
                null,
                1000,
                ModelCatalog.empty(),
                JsonNodeFactory.instance.objectNode());
    }

    /** A model with a file of so many GB of 2^30 bytes. */
    ServedModel ofSize(String name, double gb) {
        return ofSize(name, gb, 4096);
    }

    ServedModel ofSize(String name, double gb, int contextTokens) {
        return new ServedModel(
                provider, name, "d-" + name, Bytes.ofGb(gb), null, null, contextTokens, this);
    }

    ServedModel described(String name, String parameters, String quantization) {
        return new ServedModel(provider, name, null, null, parameters, quantization, 4096, this);
    }

    ServedModel named(String name) {
        return ServedModel.named(provider, name, 8192);
    }

    void load(String name, double gb, double gpuGb, Integer contextTokens) {
        loaded.add(new LoadedModel(name, Bytes.ofGb(gb), Bytes.ofGb(gpuGb), contextTokens, null));
    }

    @Override
    public Optional<ModelShape> shape() {
        return Optional.ofNullable(shape);
    }

    @Override
    public Optional<List<LoadedModel>> loaded() {
        timesAskedForLoaded++;
        return Optional.of(List.copyOf(loaded));
    }
}
