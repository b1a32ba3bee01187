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

    /** With so much more of what is limited. */
    Limit raisedBy(long moreTokens, long moreMicroUsd) {
        return moreTokens == 0 && moreMicroUsd == 0
                ? this
                : new Limit(
                        tokens == null ? null : Long.valueOf(sum(tokens, moreTokens)),
                        microUsd == null ? null : Long.valueOf(sum(microUsd, moreMicroUsd)));
    }

    /** The sum of two amounts; the largest number where it would be more. */
    static long sum(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }

    static void requireNotNegative(long tokens, long microUsd) {
        if (tokens < 0 || microUsd < 0) {
            throw new IllegalArgumentException("a limit cannot be raised by less than nothing");
        }
    }

    public static Limit ofTokens(long tokens) {
        return new Limit(tokens, null);
    }

    public static Limit ofMicroUsd(long microUsd) {
        return new Limit(null, microUsd);
    }
}
