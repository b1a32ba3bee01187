package io.gorgon.budget;

import java.util.Locale;
import java.util.Objects;

/**
 * What to do with a call that does not fit into a budget.
 *
 * @param whenExceeded never null
 * @param minMaxTokens fewer tokens to answer with are of no use, at least 1
 */
public record BudgetPolicy(WhenExceeded whenExceeded, int minMaxTokens) {

    /** The three ways. */
    public enum WhenExceeded {
        /** Refuse it. */
        REJECT,
        /** Let it answer with fewer tokens. */
        SHRINK_MAX_TOKENS,
        /** Where money is missing, let only local providers serve it. */
        FORCE_LOCAL;

        /** The name in gorgon.yaml. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * @throws IllegalArgumentException if there is no such way
         */
        public static WhenExceeded of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }

    public BudgetPolicy {
        Objects.requireNonNull(whenExceeded, "whenExceeded");
        if (minMaxTokens < 1) {
            throw new IllegalArgumentException("the minimum of max tokens must be at least 1");
        }
    }
}
