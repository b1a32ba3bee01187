package io.gorgon.governor;

import io.gorgon.llm.ModelTier;

/**
 * An agent that wants to begin.
 *
 * @param agent its name; null for one without a name
 * @param tier how capable its model has to be; null where each of its calls says that for itself,
 *     and then each of them is held to the hardware for itself
 * @param estimatedTokens what it is expected to use, zero or more
 * @param runId the run that it works for; null outside of one
 * @param localOnly whether it stays with local providers anyway
 * @param mayLowerTier whether a tier that the hardware cannot serve may be lowered
 */
public record AgentSpawnRequest(
        String agent,
        ModelTier tier,
        long estimatedTokens,
        String runId,
        boolean localOnly,
        boolean mayLowerTier) {

    public AgentSpawnRequest {
        if (estimatedTokens < 0) {
            throw new IllegalArgumentException("an agent cannot use less than no tokens");
        }
    }

    /** An agent whose tier may be lowered, and that may ask any provider. */
    public static AgentSpawnRequest of(String agent, ModelTier tier, long tokens, String runId) {
        return new AgentSpawnRequest(agent, tier, tokens, runId, false, true);
    }

    /** The agent for sentences. */
    String named() {
        return agent == null ? "the agent" : "agent '" + agent + "'";
    }
}
