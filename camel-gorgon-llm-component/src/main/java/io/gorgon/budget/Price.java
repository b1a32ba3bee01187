package io.gorgon.budget;

import io.gorgon.llm.TokenUsage;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What one model costs at a time, in US dollars per million tokens.
 *
 * @param provider the provider type, such as {@code anthropic}; never null
 * @param model a model's name, or the start of it followed by {@code *}; never null
 * @param validFrom first day (UTC) it applies; null for always
 * @param validTo last day (UTC) it applies; null for ever
 * @param input for each million of input tokens; never null
 * @param output for each million of output tokens; never null
 * @param cacheRead for each million of input tokens read from a cache; null when it is the input
 *     price
 * @param cacheWrite for each million of input tokens written to a cache; null when it is the input
 *     price
 * @param longContextOver input tokens above which the whole request costs more; null when it never
 *     does
 * @param longContextInputFactor what the input costs then, times the price; null for 1
 * @param longContextOutputFactor what the output costs then, times the price; null for 1
 * @param source where the numbers are from and when they were checked; never null
 */
public record Price(
        String provider,
        String model,
        LocalDate validFrom,
        LocalDate validTo,
        BigDecimal input,
        BigDecimal output,
        BigDecimal cacheRead,
        BigDecimal cacheWrite,
        Long longContextOver,
        BigDecimal longContextInputFactor,
        BigDecimal longContextOutputFactor,
        String source) {

    /** What a call cost, in US dollars, exact. */
    BigDecimal cost(TokenUsage usage) {
        long cacheReads = orZero(usage.cachedInputTokens());
        long cacheWrites = orZero(usage.cacheWriteTokens());
        // Servers that count their caches apart could report more cached tokens than input.
        long others = Math.max(0, usage.inputTokens() - cacheReads - cacheWrites);
        BigDecimal inputCost =
                times(input, others)
                        .add(times(orElse(cacheRead, input), cacheReads))
                        .add(times(orElse(cacheWrite, input), cacheWrites));
        BigDecimal outputCost = times(output, usage.outputTokens());
        if (isLong(usage.inputTokens())) {
            inputCost = inputCost.multiply(orElse(longContextInputFactor, BigDecimal.ONE));
            outputCost = outputCost.multiply(orElse(longContextOutputFactor, BigDecimal.ONE));
        }
        return inputCost.add(outputCost).movePointLeft(6);
    }

    /** The most that so many tokens can cost, in US dollars. */
    BigDecimal upperBound(long inputTokens, long outputTokens) {
        BigDecimal dearest = input.max(orElse(cacheRead, input)).max(orElse(cacheWrite, input));
        BigDecimal inputCost = times(dearest, inputTokens);
        BigDecimal outputCost = times(output, outputTokens);
        if (isLong(inputTokens)) {
            // Less input than the bound may be below the threshold, where a discount is not given.
            inputCost = inputCost.multiply(atLeastOne(longContextInputFactor));
            outputCost = outputCost.multiply(atLeastOne(longContextOutputFactor));
        }
        return inputCost.add(outputCost).movePointLeft(6);
    }

    private boolean isLong(long inputTokens) {
        return longContextOver != null && inputTokens > longContextOver;
    }

    private static BigDecimal atLeastOne(BigDecimal factor) {
        return orElse(factor, BigDecimal.ONE).max(BigDecimal.ONE);
    }

    private static BigDecimal times(BigDecimal perMillion, long tokens) {
        return perMillion.multiply(BigDecimal.valueOf(tokens));
    }

    private static long orZero(Long tokens) {
        return tokens == null ? 0 : tokens;
    }

    private static BigDecimal orElse(BigDecimal value, BigDecimal otherwise) {
        return value == null ? otherwise : value;
    }
}
