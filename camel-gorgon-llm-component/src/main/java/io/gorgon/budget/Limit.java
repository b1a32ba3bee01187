package io.gorgon.budget;

/**
 * The most that may be used in a scope.
 *
 * @param tokens input and output together; null for no limit, never negative
 * @param microUsd millionths of a US dollar; null for no limit, never negative
 */
public record Limit(Long tokens, Long microUsd) {

    public static final Limit NONE = new Limit(null, null);

    public Limit {
        if (tokens != null && tokens < 0 || microUsd != null && microUsd < 0) {
            throw new IllegalArgumentException("a limit must not be negative");
        }
    }

    /** Whether nothing is limited. */
    boolean isNone() {
        return tokens == null && microUsd == null;
    }

    /**
     * With no more tokens than this.
     *
     * @param most null for no further limit
     */
    Limit withTokensAtMost(Long most) {
        boolean lower = most != null && (tokens == null || most < tokens);
        return lower ? new Limit(most, microUsd) : this;
    }

    public static Limit ofTokens(long tokens) {
        return new Limit(tokens, null);
    }

    public static Limit ofMicroUsd(long microUsd) {
        return new Limit(null, microUsd);
    }
}
