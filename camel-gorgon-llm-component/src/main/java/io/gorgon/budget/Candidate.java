package io.gorgon.budget;

import io.gorgon.llm.ModelTier;
import io.gorgon.llm.spi.ProviderSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * A provider that may be asked, and the models that it may take for it.
 *
 * @param provider the name in the configuration; never null
 * @param type such as {@code anthropic}; never null
 * @param local whether it costs nothing
 * @param models empty when it is not known which
 */
record Candidate(String provider, String type, boolean local, List<String> models) {

    /** Stands for the one model of a server that the configuration does not name. */
    private static final String SERVERS_CHOICE = "of the server's choice";

    Candidate {
        models = List.copyOf(models);
    }

    /**
     * @param model the model that the request names; null when it leaves the choice to the tier
     */
    static Candidate of(ProviderSettings settings, ModelTier tier, String model) {
        return new Candidate(
                settings.name(), settings.type(), settings.local(), models(settings, tier, model));
    }

    /** The same provider, when it may take one more model. */
    Candidate orWith(String model) {
        List<String> all = new ArrayList<>(models);
        all.add(model);
        return new Candidate(provider, type, local, all);
    }

    private static List<String> models(ProviderSettings settings, ModelTier tier, String model) {
        if (model != null) {
            return List.of(model);
        }
        if (!settings.modelsOf(tier).isEmpty() || tier == ModelTier.EMBEDDING) {
            return settings.modelsOf(tier);
        }
        // A tier without models of its own is served by a neighbour.
        List<String> all = new ArrayList<>();
        for (ModelTier other : ModelTier.values()) {
            if (other != ModelTier.EMBEDDING) {
                all.addAll(settings.modelsOf(other));
            }
        }
        // A server of its own choice: its price is unknown, which is not zero.
        return all.isEmpty() ? List.of(SERVERS_CHOICE) : all;
    }
}
