package io.gorgon.llm.ollama;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.http.AddressPolicy;
import io.gorgon.llm.http.LlmHttpClient;
import io.gorgon.llm.http.Timeouts;
import io.gorgon.llm.spi.ModelCatalog;
import io.gorgon.llm.spi.ProviderSettings;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Settings of a local Ollama for tests. */
final class OllamaSettings {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final Map<ModelTier, List<String>> tierModels = new EnumMap<>(ModelTier.class);
    private String baseUrl = "http://localhost:11434";
    private AddressPolicy addressPolicy = AddressPolicy.LOOPBACK;
    private Timeouts timeouts = new Timeouts(Duration.ofSeconds(10), LONG, LONG, LONG);
    private long maxResponseBytes = 1_000_000;
    private ModelCatalog models = ModelCatalog.empty();
    private String options = "{}";

    OllamaSettings() {
        tier(ModelTier.REASONING, "qwen2.5:72b", "deepseek-r1:32b");
        tier(ModelTier.STANDARD, "qwen2.5:14b", "llama3.1:8b");
        tier(ModelTier.FAST, "qwen2.5:3b");
        tier(ModelTier.EMBEDDING, "nomic-embed-text");
    }

    OllamaSettings tier(ModelTier tier, String... models) {
        tierModels.put(tier, List.of(models));
        return this;
    }

    OllamaSettings baseUrl(String url) {
        baseUrl = url;
        return this;
    }

    OllamaSettings addressPolicy(AddressPolicy policy) {
        addressPolicy = policy;
        return this;
    }

    OllamaSettings timeouts(Timeouts values) {
        timeouts = values;
        return this;
    }

    OllamaSettings maxResponseBytes(long bytes) {
        maxResponseBytes = bytes;
        return this;
    }

    OllamaSettings models(ModelCatalog catalog) {
        models = catalog;
        return this;
    }

    /** JSON in which single quotes stand for double ones. */
    OllamaSettings options(String json) {
        options = OllamaWire.quoted(json);
        return this;
    }

    ProviderSettings build() {
        return new ProviderSettings(
                "ollama",
                "ollama",
                "gorgon.yaml, line 3",
                URI.create(baseUrl),
                addressPolicy,
                "OLLAMA_API_KEY",
                Map.copyOf(tierModels),
                timeouts,
                null,
                maxResponseBytes,
                models,
                parsed());
    }

    private JsonNode parsed() {
        try {
            return LlmHttpClient.JSON.readTree(options);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
