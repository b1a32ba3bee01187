package io.gorgon.governor;

import io.gorgon.llm.ModelTier;
import java.util.Optional;
import java.util.function.Function;

/** Finds the tier that the hardware can serve. */
final class TierCheck {

    private final Function<ModelTier, Optional<String>> shortage;

    TierCheck(Function<ModelTier, Optional<String>> shortage) {
        this.shortage = shortage;
    }

    /**
     * The tier for an agent.
     *
     * @param tier null when it is refused
     * @param reason the numbers; null when the tier is the wanted one
     */
    record Result(ModelTier tier, String reason) {}

    Result check(ModelTier wanted, boolean mayLower) {
        Optional<String> why = shortage.apply(wanted);
        if (why.isEmpty()) {
            return new Result(wanted, null);
        }
        String lack = "no model of the tier " + wanted.label() + " fits: " + why.get();
        if (!mayLower) {
            return new Result(null, lack + "; the request does not allow a lower tier");
        }
        for (ModelTier tier : ModelTier.values()) {
            boolean smaller = tier.ordinal() > wanted.ordinal() && tier != ModelTier.EMBEDDING;
            if (smaller && shortage.apply(tier).isEmpty()) {
                return new Result(
                        tier,
                        "tier " + tier.label() + " instead of " + wanted.label() + ": " + lack);
            }
        }
        return new Result(null, lack + "; nor does one of a lower tier");
    }
}
