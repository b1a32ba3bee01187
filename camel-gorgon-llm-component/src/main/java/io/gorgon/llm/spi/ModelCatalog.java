package io.gorgon.llm.spi;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is known of models, per provider type. Immutable. */
public final class ModelCatalog {

    private final Map<String, List<ModelFacts>> byType;

    /**
     * @param byType the facts of each provider type
     */
    public ModelCatalog(Map<String, List<ModelFacts>> byType) {
        Map<String, List<ModelFacts>> copy = new TreeMap<>();
        byType.forEach((type, facts) -> copy.put(type, List.copyOf(facts)));
        this.byType = copy;
    }

    public static ModelCatalog empty() {
        return new ModelCatalog(Map.of());
    }

    /**
     * The facts of a model: those of its exact name, else of the longest start of a name that fits.
     */
    public Optional<ModelFacts> find(String type, String model) {
        ModelFacts best = null;
        for (ModelFacts facts : of(type)) {
            if (facts.name().equalsIgnoreCase(model)) {
                return Optional.of(facts);
            }
            if (startsLike(facts.name(), model)
                    && (best == null || facts.name().length() > best.name().length())) {
                best = facts;
            }
        }
        return Optional.ofNullable(best);
    }

    private static boolean startsLike(String pattern, String model) {
        int length = pattern.length() - 1;
        return pattern.endsWith("*") && model.regionMatches(true, 0, pattern, 0, length);
    }

    /** All facts of a provider type; empty when it has none. */
    public Collection<ModelFacts> of(String type) {
        return byType.getOrDefault(type, List.of());
    }
}
