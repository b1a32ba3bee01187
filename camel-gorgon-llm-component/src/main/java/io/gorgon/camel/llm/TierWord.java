package io.gorgon.camel.llm;

import io.gorgon.llm.ModelTier;
import io.gorgon.skill.Agents;
import java.util.Locale;

/** What can stand in the place of the tier: a tier, or the word for that of the agent. */
final class TierWord {

    /** The tier that the agent has. */
    static final String AGENT = "agent";

    private TierWord() {}

    /**
     * The word as it is written.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static String of(String word) {
        if (isAgent(word)) {
            return AGENT;
        }
        try {
            return ModelTier.of(word).label();
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    unknown.getMessage() + ", or " + AGENT + " for the tier of the agent", unknown);
        }
    }

    static boolean isAgent(String word) {
        return word != null && word.strip().toLowerCase(Locale.ROOT).equals(AGENT);
    }

    /**
     * The tier that is meant.
     *
     * @param agentId who asks; null when unknown
     * @throws IllegalArgumentException if the word is none, or the agent's tier is wanted and no
     *     such agent is configured
     */
    static ModelTier tier(String word, Agents agents, String agentId) {
        if (!isAgent(word)) {
            return ModelTier.of(of(word));
        }
        if (agentId == null) {
            throw new IllegalArgumentException(
                    "the tier of the agent is wanted, but no agent is named: set agentId, or name"
                            + " a tier");
        }
        return agents.find(agentId)
                .orElseThrow(() -> new IllegalArgumentException(unknown(agents, agentId)))
                .tier();
    }

    private static String unknown(Agents agents, String agentId) {
        return "the tier of the agent '"
                + agentId
                + "' is wanted, but no such agent is configured"
                + agents.nearest(agentId)
                        .map(nearest -> "; did you mean '" + nearest + "'?")
                        .orElse("; add it under agents in gorgon.yaml, or name a tier");
    }
}
