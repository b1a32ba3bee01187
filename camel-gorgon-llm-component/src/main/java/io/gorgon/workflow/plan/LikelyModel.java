package io.gorgon.workflow.plan;

import io.gorgon.config.GorgonConfig;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.spi.ProviderSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The model that would likely serve a call; which one does is up to the router. */
final class LikelyModel {

    private final GorgonConfig config;

    /**
     * @param model null when the provider chooses
     */
    record Choice(ProviderSettings provider, String model) {}

    LikelyModel(GorgonConfig config) {
        this.config = config;
    }

    /**
     * The wanted model where a permitted provider has it; else the first of the tier, or of one
     * that stands in for it, at the provider that is asked first.
     *
     * @param wanted null when any model will do
     * @return empty when no provider can serve it
     */
    Optional<Choice> of(ModelTier tier, String wanted) {
        List<ProviderSettings> providers = inOrder();
        if (wanted != null) {
            Optional<Choice> exact =
                    providers.stream()
                            .filter(provider -> has(provider, wanted))
                            .map(provider -> new Choice(provider, wanted))
                            .findFirst();
            if (exact.isPresent()) {
                return exact;
            }
        }
        return providers.stream()
                .findFirst()
                .map(provider -> new Choice(provider, first(provider, tier)));
    }

    private List<ProviderSettings> inOrder() {
        return config.providers().stream().sorted(Comparator.comparingInt(this::rank)).toList();
    }

    private int rank(ProviderSettings provider) {
        if (provider.name().equals(config.routing().primary())) {
            return 0;
        }
        return provider.name().equals(config.routing().fallback()) ? 2 : 1;
    }

    private boolean has(ProviderSettings provider, String model) {
        return provider.tierModels().values().stream().anyMatch(models -> models.contains(model))
                || config.models().of(provider.type()).stream()
                        .anyMatch(known -> known.name().equalsIgnoreCase(model));
    }

    private static String first(ProviderSettings provider, ModelTier tier) {
        List<ModelTier> tiers = new ArrayList<>(List.of(tier));
        tiers.addAll(tier.neighbours());
        return tiers.stream()
                .flatMap(each -> provider.modelsOf(each).stream())
                .findFirst()
                .orElse(null);
    }
}
