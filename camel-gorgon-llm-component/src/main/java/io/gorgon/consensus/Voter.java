package io.gorgon.consensus;

import io.gorgon.llm.ModelTier;
import java.util.Objects;

/**
 * A member of a panel. Immutable.
 *
 * @param name unique in its panel; never blank
 * @param description what it looks at, in a sentence for people; null when nobody wrote one
 * @param persona its system prompt, before the rules of the vote; never blank
 * @param tier how capable its model has to be; never null, never {@link ModelTier#EMBEDDING}
 * @param preferredModel a model by name that it is asked with where a provider that may be asked
 *     has it; null to leave it to the tier
 */
public record Voter(
        String name, String description, String persona, ModelTier tier, String preferredModel) {

    public Voter {
        Objects.requireNonNull(tier, "tier");
        if (name == null || name.isBlank() || persona == null || persona.isBlank()) {
            throw new IllegalArgumentException("a voter needs a name and a persona");
        }
        if (tier == ModelTier.EMBEDDING) {
            throw new IllegalArgumentException("the embedding tier makes vectors, voters answer");
        }
    }
}
