package io.gorgon.config;

import java.math.BigDecimal;

/**
 * Limits on tokens and money.
 *
 * @param maxTokensPerWorkflow tokens of one run of a workflow; null for no limit
 * @param maxTokensPerAgent tokens of one agent; null for no limit
 * @param apiCostLimitDailyUsd US dollars a day over all cloud providers; null for no limit
 * @param preferLocalUnderTokens with fewer tokens left than this, local providers come first; zero
 *     or more
 */
public record BudgetSettings(
        Long maxTokensPerWorkflow,
        Long maxTokensPerAgent,
        BigDecimal apiCostLimitDailyUsd,
        long preferLocalUnderTokens) {}
