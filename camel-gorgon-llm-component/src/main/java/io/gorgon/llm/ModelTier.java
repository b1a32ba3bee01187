package io.gorgon.llm;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How capable a model has to be for a request. Callers ask for a tier; configuration says which
 * models serve it.
 */
public enum ModelTier {
    /** Hard problems: planning, judging, architecture. */
    REASONING,
    /** Everyday work: writing, reviewing, extracting. */
    STANDARD,
    /** Short and cheap: classifying, summarising, routing. */
    FAST,
    /** Text to vectors; serves {@link LlmProvider#embed} only. */
    EMBEDDING;

    /** The name used in URIs, files and JSON: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The tier with this label, in any case.
     *
     * @throws IllegalArgumentException naming the four labels, if there is no such tier
     */
    public static ModelTier of(String label) {
        for (ModelTier tier : values()) {
            if (tier.name().equalsIgnoreCase(label == null ? null : label.trim())) {
                return tier;
            }
        }
        String known =
                Arrays.stream(values()).map(ModelTier::label).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("unknown tier '" + label + "'; use one of " + known);
    }

    /**
     * The order in which tiers are tried when no model of this one is there: the next lower ones
     * first, as they are the likelier to fit, then the higher ones. The embedding tier has no
     * neighbours.
     */
    public List<ModelTier> neighbours() {
        return switch (this) {
            case REASONING -> List.of(STANDARD, FAST);
            case STANDARD -> List.of(FAST, REASONING);
            case FAST -> List.of(STANDARD, REASONING);
            case EMBEDDING -> List.of();
        };
    }
}
