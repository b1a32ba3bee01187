package io.gorgon.config;

import io.gorgon.budget.BudgetLimits;
import io.gorgon.budget.BudgetPolicy;
import io.gorgon.budget.BudgetPolicy.WhenExceeded;
import io.gorgon.budget.Limit;
import io.gorgon.budget.ScopeKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;

/**
 * Limits on tokens and money.
 *
 * @param maxTokensPerWorkflow tokens of one run of a workflow; null for no limit
 * @param maxTokensPerAgent tokens of one agent; null for no limit
 * @param maxTokensPerAgentInRun tokens of one agent within one run; null for no limit
 * @param maxTokensPerProcess tokens of one process; null for no limit
 * @param apiCostLimitDailyUsd US dollars a day over all cloud providers; null for no limit
 * @param preferLocalUnderTokens with fewer tokens left than this, local providers come first; zero
 *     or more
 * @param softLimitPercent the part of a limit from which on local providers come first, 1 to 100
 * @param whenExceeded what to do with a call that does not fit; never null
 * @param minMaxTokens the fewest tokens to answer with that are of use
 * @param timeZone where the day begins; never null
 */
public record BudgetSettings(
        Long maxTokensPerWorkflow,
        Long maxTokensPerAgent,
        Long maxTokensPerAgentInRun,
        Long maxTokensPerProcess,
        BigDecimal apiCostLimitDailyUsd,
        long preferLocalUnderTokens,
        int softLimitPercent,
        WhenExceeded whenExceeded,
        int minMaxTokens,
        ZoneId timeZone) {

    /** What is allowed in which scope. */
    public BudgetLimits limits() {
        Map<ScopeKind, Limit> limits = new EnumMap<>(ScopeKind.class);
        put(limits, ScopeKind.RUN, maxTokensPerWorkflow);
        put(limits, ScopeKind.AGENT, maxTokensPerAgent);
        put(limits, ScopeKind.AGENT_IN_RUN, maxTokensPerAgentInRun);
        put(limits, ScopeKind.PROCESS, maxTokensPerProcess);
        if (apiCostLimitDailyUsd != null) {
            BigDecimal microUsd = apiCostLimitDailyUsd.movePointRight(6);
            long whole = microUsd.setScale(0, RoundingMode.FLOOR).longValueExact();
            limits.put(ScopeKind.DAY, Limit.ofMicroUsd(whole));
        }
        return new BudgetLimits(limits, softLimitPercent, timeZone);
    }

    private static void put(Map<ScopeKind, Limit> limits, ScopeKind kind, Long tokens) {
        if (tokens != null) {
            limits.put(kind, Limit.ofTokens(tokens));
        }
    }

    public BudgetPolicy policy() {
        return new BudgetPolicy(whenExceeded, minMaxTokens);
    }
}
