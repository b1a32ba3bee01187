package io.gorgon.governor;

import io.gorgon.llm.ModelTier;

/**
 * What an agent has to keep to.
 *
 * @param tier the tier that it gets; null where each of its calls says that for itself
 * @param forceLocal whether only local providers may serve it
 * @param maxTokens what its budgets have left, in tokens, zero or more; null for no limit
 */
public record Constraints(ModelTier tier, boolean forceLocal, Long maxTokens) {}
