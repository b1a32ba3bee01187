package io.gorgon.budget;

import io.gorgon.llm.ModelTier;
import io.gorgon.llm.spi.ProviderSettings;
import java.time.LocalDate;

/** Which cloud providers may be asked for a model that a caller prefers. Asks nobody. */
public final class PreferredModel {

    private static final String ANY = "*";

    private PreferredModel() {}

    /**
     * Whether the configuration says that a provider has a model: in the models of its tiers, or in
     * the tables of models and prices of its type. A model without a price is not there, as the
     * tier's model can serve instead.
     *
     * @param settings of a cloud provider
     * @param day the day of the call (UTC)
     */
    public static boolean isAt(
            ProviderSettings settings, String model, PriceTable prices, LocalDate day) {
        String type = settings.type();
        boolean named =
                isOfATier(settings, model)
                        || settings.models().find(type, model).isPresent()
                        || prices.find(type, model, day)
                                .filter(price -> !price.model().equals(ANY))
                                .isPresent();
        return named && prices.upperBound(type, model, 0, 0, day).isPresent();
    }

    /** Whether a provider's own configuration names a model for one of its tiers. */
    public static boolean isOfATier(ProviderSettings settings, String model) {
        return settings.tierModels().entrySet().stream()
                .filter(tier -> tier.getKey() != ModelTier.EMBEDDING)
                .anyMatch(tier -> tier.getValue().contains(model));
    }
}
