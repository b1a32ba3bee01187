package io.gorgon.cli;

import io.gorgon.config.GorgonConfig;
import io.gorgon.llm.Capability;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.LoadedModel;
import io.gorgon.llm.ModelInfo;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.spi.ProviderSettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one provider said about its models.
 *
 * @param provider its name
 * @param rows one per model, by name
 * @param error why it did not say; null when it did
 */
record ProviderModels(String provider, List<Row> rows, String error) {

    /**
     * A model in the list.
     *
     * @param loaded whether it is in memory; null when the provider does not tell
     * @param tiers the tiers that the configuration uses it for
     */
    record Row(String provider, ModelInfo model, Boolean loaded, List<ModelTier> tiers) {}

    static ProviderModels of(LlmProvider provider, GorgonConfig config) {
        try {
            List<ModelInfo> models = provider.models();
            Optional<Set<String>> loaded = models.isEmpty() ? Optional.empty() : loaded(provider);
            Map<ModelTier, List<String>> tierModels = tierModels(provider, config);
            List<Row> rows =
                    models.stream()
                            .map(
                                    model ->
                                            new Row(
                                                    provider.name(),
                                                    model,
                                                    loaded.map(isIn(model)).orElse(null),
                                                    tiers(model, tierModels)))
                            .toList();
            return new ProviderModels(provider.name(), rows, null);
        } catch (LlmException e) {
            return new ProviderModels(provider.name(), List.of(), e.getMessage());
        }
    }

    private static java.util.function.Function<Set<String>, Boolean> isIn(ModelInfo model) {
        return names -> names.contains(fullName(model.name()));
    }

    /** Empty when the provider does not tell, or fails to: the list is of use without it. */
    private static Optional<Set<String>> loaded(LlmProvider provider) {
        if (!provider.capabilities().contains(Capability.LOADED_MODELS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    provider.loadedModels().stream()
                            .map(LoadedModel::name)
                            .map(ProviderModels::fullName)
                            .collect(Collectors.toSet()));
        } catch (LlmException e) {
            return Optional.empty();
        }
    }

    private static Map<ModelTier, List<String>> tierModels(
            LlmProvider provider, GorgonConfig config) {
        return config.providers().stream()
                .filter(settings -> settings.name().equals(provider.name()))
                .map(ProviderSettings::tierModels)
                .findFirst()
                .orElse(Map.of());
    }

    private static List<ModelTier> tiers(ModelInfo model, Map<ModelTier, List<String>> tierModels) {
        return Stream.of(ModelTier.values())
                .filter(
                        tier ->
                                tierModels.getOrDefault(tier, List.of()).stream()
                                        .map(ProviderModels::fullName)
                                        .anyMatch(fullName(model.name())::equals))
                .toList();
    }

    /** Ollama takes a name without a tag for one with the tag latest, and ignores case. */
    private static String fullName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.lastIndexOf(':') > lower.lastIndexOf('/') ? lower : lower + ":latest";
    }
}
