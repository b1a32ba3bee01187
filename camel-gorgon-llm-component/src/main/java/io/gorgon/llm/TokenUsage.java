package io.gorgon.llm;

/**
 * What a call used, in tokens.
 *
 * @param inputTokens all tokens read, cached ones included
 * @param outputTokens all tokens written, reasoning included
 * @param cachedInputTokens the part of the input that the provider read from a cache; null when not
 *     reported
 * @param cacheWriteTokens the part of the input that the provider wrote to a cache; null when not
 *     reported
 * @param reasoningTokens the part of the output that was reasoning; null when not reported
 * @param estimated true when at least one of the two totals is our estimate and not the provider's
 *     report
 */
public record TokenUsage(
        long inputTokens,
        long outputTokens,
        Long cachedInputTokens,
        Long cacheWriteTokens,
        Long reasoningTokens,
        boolean estimated) {

    public static TokenUsage reported(long inputTokens, long outputTokens) {
        return new TokenUsage(inputTokens, outputTokens, null, null, null, false);
    }

    public static TokenUsage estimated(long inputTokens, long outputTokens) {
        return new TokenUsage(inputTokens, outputTokens, null, null, null, true);
    }

    public long totalTokens() {
        return inputTokens + outputTokens;
    }

    /**
     * The sum of two calls: what is known of a part in either is kept, an estimate in either makes
     * the sum one.
     */
    public TokenUsage plus(TokenUsage other) {
        return new TokenUsage(
                inputTokens + other.inputTokens,
                outputTokens + other.outputTokens,
                add(cachedInputTokens, other.cachedInputTokens),
                add(cacheWriteTokens, other.cacheWriteTokens),
                add(reasoningTokens, other.reasoningTokens),
                estimated || other.estimated);
    }

    private static Long add(Long a, Long b) {
        if (a == null) {
            return b;
        }
        return b == null ? a : Long.valueOf(a + b);
    }
}
