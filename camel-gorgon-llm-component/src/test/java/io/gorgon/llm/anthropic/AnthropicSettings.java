package io.gorgon.llm.anthropic;

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

/** Settings for tests. */
final class AnthropicSettings {

    static final String KEY = "test-key-0123456789";
    static final String KEY_VARIABLE = "ANTHROPIC_API_KEY";
    static final Timeouts PATIENT =
            new Timeouts(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30));

    static final Map<ModelTier, List<String>> ALL_TIERS =
            Map.of(
                    ModelTier.REASONING, List.of("claude-large", "claude-large-1"),
                    ModelTier.STANDARD, List.of("claude-medium"),
                    ModelTier.FAST, List.of("claude-small"));

    private AnthropicSettings() {}

    static ProviderSettings at(String baseUrl) {
        return of(baseUrl, ALL_TIERS, PATIENT, 10_000_000, List.of());
    }

    static ProviderSettings withTiers(String baseUrl, Map<ModelTier, List<String>> tiers) {
        return of(baseUrl, tiers, PATIENT, 10_000_000, List.of());
    }

    static ProviderSettings withFacts(String baseUrl, ModelFacts... facts) {
        return of(baseUrl, ALL_TIERS, PATIENT, 10_000_000, List.of(facts));
    }

    static ProviderSettings of(
            String baseUrl,
            Map<ModelTier, List<String>> tiers,
            Timeouts timeouts,
            long maxResponseBytes,
            List<ModelFacts> facts) {
        return of(baseUrl, KEY_VARIABLE, tiers, timeouts, maxResponseBytes, facts);
    }

    private static ProviderSettings of(
            String baseUrl,
            String keyVariable,
            Map<ModelTier, List<String>> tiers,
            Timeouts timeouts,
            long maxResponseBytes,
            List<ModelFacts> facts) {
        return new ProviderSettings(
                "claude",
                "anthropic",
                "gorgon.yaml, line 12",
                URI.create(baseUrl),
                AddressPolicy.ANYWHERE,
                keyVariable,
                tiers,
                timeouts,
                null,
                maxResponseBytes,
                new ModelCatalog(Map.of("anthropic", facts)),
                LlmHttpClient.JSON.createObjectNode());
    }

    /** Settings without a variable for a key, as for a server of one's own. */
    static ProviderSettings keyless(String baseUrl) {
        return of(baseUrl, null, ALL_TIERS, PATIENT, 10_000_000, List.of());
    }

    /** Surroundings in which the key is set. */
    static ProviderContext context(HttpClientSource http) {
        return new ProviderContext(
                http, name -> KEY_VARIABLE.equals(name) ? KEY : null, Clock.systemUTC());
    }

    /** Surroundings in which no variable is set. */
    static ProviderContext contextWithoutKey(HttpClientSource http) {
        return new ProviderContext(http, name -> null, Clock.systemUTC());
    }
}
