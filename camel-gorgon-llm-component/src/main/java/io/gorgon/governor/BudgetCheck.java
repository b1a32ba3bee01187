package io.gorgon.governor;

import io.gorgon.budget.ScopeState;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Holds an agent against its budgets. Only what is spent and in doubt counts: what running calls
 * have reserved may come back, and each call of the agent has to reserve for itself anyway.
 */
final class BudgetCheck {

    private final int lowPercent;

    /**
     * @param lowPercent with less than this part of a limit left, a budget is low
     */
    BudgetCheck(int lowPercent) {
        this.lowPercent = lowPercent;
    }

    /**
     * What the budgets allow.
     *
     * @param refused whether the agent may not begin
     * @param forceLocal whether only local providers may serve it
     * @param maxTokens what is left, in tokens; null for no limit
     * @param reasons the numbers, the decisive ones first
     */
    record Result(boolean refused, boolean forceLocal, Long maxTokens, List<String> reasons) {}

    private enum Rank {
        ENOUGH,
        LOW,
        EXHAUSTED
    }

    /**
     * @param cloud whether a provider that costs money may serve the agent
     * @param healthyLocal asked only when it matters
     */
    Result check(
            List<ScopeState> budgets,
            long estimatedTokens,
            boolean cloud,
            Supplier<Optional<String>> healthyLocal) {
        Long maxTokens = null;
        boolean needsLocal = false;
        boolean refused = false;
        List<String> decisive = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (ScopeState budget : budgets) {
            Long tokens = budget.limit().tokens();
            if (tokens != null) {
                long left = Math.max(0, tokens - budget.spentTokens() - budget.inDoubtTokens());
                maxTokens = maxTokens == null ? left : Math.min(maxTokens, left);
                Rank rank = rank(left, tokens, left < estimatedTokens);
                String text = words(budget, rank, left + " of " + tokens + " tokens");
                (rank == Rank.ENOUGH ? others : decisive).add(text);
                refused |= rank == Rank.EXHAUSTED;
                needsLocal |= rank == Rank.LOW;
            }
            Long money = budget.limit().microUsd();
            if (money != null && cloud) {
                long left = Math.max(0, money - budget.spentMicroUsd() - budget.inDoubtMicroUsd());
                Rank rank = rank(left, money, false);
                String text = words(budget, rank, dollars(left) + " of " + dollars(money));
                (rank == Rank.ENOUGH ? others : decisive).add(text);
                needsLocal |= rank != Rank.ENOUGH;
            }
        }
        boolean forceLocal = false;
        if (!refused && needsLocal && cloud) {
            Optional<String> local = healthyLocal.get();
            forceLocal = local.isPresent();
            refused = local.isEmpty();
            decisive.add(
                    local.map(name -> "so only local providers may serve it, such as " + name)
                            .orElse(
                                    "and no local provider can be asked instead; raise the budget,"
                                            + " or start a local provider"));
        }
        decisive.addAll(others);
        return new Result(refused, forceLocal, maxTokens, decisive);
    }

    private Rank rank(long left, long limit, boolean tooLittle) {
        if (left <= 0) {
            return Rank.EXHAUSTED;
        }
        return tooLittle || left < limit / 100.0 * lowPercent ? Rank.LOW : Rank.ENOUGH;
    }

    private static String words(ScopeState budget, Rank rank, String left) {
        String name = "the budget " + budget.scope();
        return switch (rank) {
            case ENOUGH -> name + " has " + left + " left";
            case LOW -> name + " is low: " + left + " left";
            case EXHAUSTED -> name + " is used up: " + left + " left";
        };
    }

    private static String dollars(long microUsd) {
        BigDecimal amount = BigDecimal.valueOf(microUsd, 6).stripTrailingZeros();
        return "$" + amount.setScale(Math.max(2, amount.scale())).toPlainString();
    }
}
