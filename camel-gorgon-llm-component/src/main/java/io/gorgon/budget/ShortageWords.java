package io.gorgon.budget;

import io.gorgon.llm.error.BudgetExceededException.Shortage;
import java.math.BigDecimal;
import java.time.Instant;

/** Says why a call does not fit into a budget, and what to do. */
final class ShortageWords {

    private static final int LONGEST_KEY = 80;

    private ShortageWords() {}

    static String sentence(Shortage shortage) {
        ScopeKind kind = ScopeKind.of(shortage.scope());
        return "the budget of "
                + name(kind, shortage.key())
                + " has not enough left for this call: limit "
                + amount(shortage, shortage.limit())
                + " ("
                + setting(kind, shortage)
                + "), spent "
                + amount(shortage, shortage.spent())
                + ", in doubt "
                + amount(shortage, shortage.inDoubt())
                + ", reserved by running calls "
                + amount(shortage, shortage.reserved())
                + ", wanted "
                + amount(shortage, shortage.wanted())
                + "; "
                + advice(kind, shortage);
    }

    static String softLimit(Scope scope, int percent, String what) {
        return percent
                + " percent of the "
                + what
                + " of "
                + name(scope.kind(), scope.key())
                + " are used or reserved";
    }

    private static String advice(ScopeKind kind, Shortage shortage) {
        StringBuilder advice = new StringBuilder();
        if (shortage.reserved() > 0) {
            advice.append("wait for running calls, ");
        }
        advice.append("ask for fewer tokens (max tokens), ");
        if (shortage.money()) {
            advice.append("use a local provider, ");
        }
        Instant reset = shortage.resetsAt();
        if (reset != null) {
            advice.append("wait until the budget begins anew at ").append(reset).append(", ");
        }
        return advice.append("or raise ").append(setting(kind, shortage)).toString();
    }

    private static String name(ScopeKind kind, String key) {
        String shown = key.length() > LONGEST_KEY ? key.substring(0, LONGEST_KEY) + "..." : key;
        shown = shown.replaceAll("\\p{Cntrl}", "?");
        return switch (kind) {
            case DAY -> "the day " + shown;
            case PROCESS -> "the process " + shown;
            case RUN -> "run '" + shown + "'";
            case AGENT -> "agent '" + shown + "'";
            case AGENT_IN_RUN -> "the agent in its run '" + shown + "'";
        };
    }

    /** What sets the limit: a key in gorgon.yaml, or the caller. */
    private static String setting(ScopeKind kind, Shortage shortage) {
        if (shortage.ofCaller()) {
            return "the token budget that the run brings";
        }
        return switch (kind) {
            case DAY -> "llm.budget.api_cost_limit_daily_usd";
            case PROCESS -> "llm.budget.max_tokens_per_process";
            case RUN -> shortage.money() ? "the run's limit" : "llm.budget.max_tokens_per_workflow";
            case AGENT -> "llm.budget.max_tokens_per_agent";
            case AGENT_IN_RUN -> "llm.budget.max_tokens_per_agent_in_run";
        };
    }

    private static String amount(Shortage shortage, long value) {
        return shortage.money() ? dollars(value) : value + " tokens";
    }

    /** US dollars of millionths: {@code $0.0125}, with at least two digits. */
    static String dollars(long microUsd) {
        BigDecimal amount = BigDecimal.valueOf(microUsd, 6).stripTrailingZeros();
        return "$" + amount.setScale(Math.max(2, amount.scale())).toPlainString();
    }
}
