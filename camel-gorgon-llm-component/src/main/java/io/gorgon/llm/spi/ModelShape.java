package io.gorgon.llm.spi;

/**
 * What of a model decides how much memory a context takes (GGUF keys {@code
 * <architecture>.attention.*}).
 *
 * @param cacheBytesPerToken bytes of keys and values that one token takes in the layers that keep
 *     all tokens, at 16 bits a number
 * @param windowBytesPerToken the same for the layers that keep a window of tokens only
 * @param windowTokens the window of those layers, in tokens; 0 when there are none
 * @param parameters how many it has; null when unknown
 */
public record ModelShape(
        long cacheBytesPerToken, long windowBytesPerToken, int windowTokens, Long parameters) {

    /** Bytes of keys and values for a context of so many tokens. */
    public long cacheBytes(long contextTokens) {
        return cacheBytesPerToken * contextTokens
                + windowBytesPerToken * Math.min(contextTokens, windowTokens);
    }
}
