package io.gorgon.llm.spi;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.http.AddressPolicy;
import io.gorgon.llm.http.Timeouts;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * One provider, as configured. Holds the name of the variable with the key, never the key.
 *
 * @param name the name in the configuration; never null
 * @param type which factory makes it; never null
 * @param definedAt where it was enabled, such as {@code gorgon.yaml, line 12}; never null
 * @param baseUrl the server; null for a provider without one
 * @param addressPolicy which addresses it may be at; anything but {@link AddressPolicy#ANYWHERE}
 *     makes it a local one
 * @param apiKeyEnv the environment variable that holds the key; null when it needs none
 * @param tierModels per tier the models, the preferred first; never null, a tier may be missing
 * @param timeouts never null
 * @param maxConnections connections at a time; null for the default
 * @param maxResponseBytes the most bytes of an answer
 * @param models what is known of models; never null
 * @param options keys that only this type has; an object, never null
 * @param pullPermission whether it may be asked to fetch a model; never null
 */
public record ProviderSettings(
        String name,
        String type,
        String definedAt,
        URI baseUrl,
        AddressPolicy addressPolicy,
        String apiKeyEnv,
        Map<ModelTier, List<String>> tierModels,
        Timeouts timeouts,
        Integer maxConnections,
        long maxResponseBytes,
        ModelCatalog models,
        JsonNode options,
        PullPermission pullPermission) {

    /** Settings of a provider that may be asked to fetch models at any time. */
    public ProviderSettings(
            String name,
            String type,
            String definedAt,
            URI baseUrl,
            AddressPolicy addressPolicy,
            String apiKeyEnv,
            Map<ModelTier, List<String>> tierModels,
            Timeouts timeouts,
            Integer maxConnections,
            long maxResponseBytes,
            ModelCatalog models,
            JsonNode options) {
        this(
                name,
                type,
                definedAt,
                baseUrl,
                addressPolicy,
                apiKeyEnv,
                tierModels,
                timeouts,
                maxConnections,
                maxResponseBytes,
                models,
                options,
                PullPermission.ALWAYS);
    }

    /**
     * Whether calls stay on this machine or in the private network that the configuration allows.
     */
    public boolean local() {
        return addressPolicy != AddressPolicy.ANYWHERE;
    }

    /** Whether the server has to be on the machine that the JVM runs on. */
    public boolean isOnThisMachine() {
        return addressPolicy == AddressPolicy.LOOPBACK;
    }

    /** The models of a tier, the preferred first; empty when it has none. */
    public List<String> modelsOf(ModelTier tier) {
        return tierModels.getOrDefault(tier, List.of());
    }
}
