package io.gorgon.llm.openai;

import io.gorgon.llm.ModelTier;
import io.gorgon.llm.http.AddressPolicy;
import io.gorgon.llm.http.HttpClientSource;
import io.gorgon.llm.http.LlmHttpClient;
import io.gorgon.llm.http.Timeouts;
import io.gorgon.llm.spi.ModelCatalog;
import io.gorgon.llm.spi.ModelFacts;
import io.gorgon.llm.spi.ProviderContext;
import io.gorgon.llm.spi.ProviderSettings;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Settings of a provider under test: local, without key and with one model for each tier. */
record TestSettings(
        URI baseUrl,
        AddressPolicy addressPolicy,
        String apiKeyEnv,
        Map<ModelTier, List<String>> tierModels,
        Timeouts timeouts,
        long maxResponseBytes,
        List<ModelFacts> models) {

    static final String KEY_VARIABLE = "FAKE_OPENAI_KEY";

    private static final Duration LONG = Duration.ofSeconds(30);

    static TestSettings at(String baseUrl) {
        return new TestSettings(
                URI.create(baseUrl),
                AddressPolicy.LOOPBACK,
                null,
                Map.of(
                        ModelTier.REASONING, List.of("big-model", "second-choice"),
                        ModelTier.STANDARD, List.of("middle-model"),
                        ModelTier.FAST, List.of("small-model"),
                        ModelTier.EMBEDDING, List.of("vector-model")),
                new Timeouts(Duration.ofSeconds(10), LONG, LONG, LONG),
                10_000_000,
                List.of());
    }

    TestSettings anywhere() {
        return new TestSettings(
                baseUrl,
                AddressPolicy.ANYWHERE,
                apiKeyEnv,
                tierModels,
                timeouts,
                maxResponseBytes,
                models);
    }

    TestSettings withKeyVariable() {
        return new TestSettings(
                baseUrl,
                addressPolicy,
                KEY_VARIABLE,
                tierModels,
                timeouts,
                maxResponseBytes,
                models);
    }

    TestSettings with(Map<ModelTier, List<String>> models) {
        return new TestSettings(
                baseUrl, addressPolicy, apiKeyEnv, models, timeouts, maxResponseBytes, this.models);
    }

    TestSettings with(Timeouts times, long bytes) {
        return new TestSettings(
                baseUrl, addressPolicy, apiKeyEnv, tierModels, times, bytes, models);
    }

    TestSettings with(ModelFacts facts) {
        return new TestSettings(
                baseUrl,
                addressPolicy,
                apiKeyEnv,
                tierModels,
                timeouts,
                maxResponseBytes,
                List.of(facts));
    }

    ProviderSettings settings() {
        return new ProviderSettings(
                "vllm",
                "openai",
                "gorgon.yaml, line 12",
                baseUrl,
                addressPolicy,
                apiKeyEnv,
                tierModels,
                timeouts,
                null,
                maxResponseBytes,
                new ModelCatalog(Map.of("openai", models)),
                LlmHttpClient.JSON.createObjectNode());
    }

    /**
     * @param key what the environment variable holds; null when it is not set
     */
    static ProviderContext context(HttpClientSource http, String key) {
        return context(http, key, Clock.systemUTC());
    }

    static ProviderContext context(HttpClientSource http, String key, Clock clock) {
        return new ProviderContext(
                http, variable -> variable.equals(KEY_VARIABLE) ? key : null, clock);
    }
}
