package io.gorgon.budget;

import io.gorgon.llm.TokenUsage;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What models cost. Immutable. */
public final class PriceTable {

    private final List<Price> prices;

    public PriceTable(List<Price> prices) {
        this.prices = List.copyOf(prices);
    }

    public List<Price> prices() {
        return prices;
    }

    /**
     * What a call cost. The price of the model's exact name applies, else the one of the longest
     * start of a name that fits; of several that are valid on the day, the one that is valid from
     * the latest day.
     *
     * @param day the day of the call (UTC)
     * @return US dollars, exact; empty when there is no price for the model on that day, which is
     *     not the same as zero
     */
    public Optional<BigDecimal> cost(
            String providerType, String model, TokenUsage usage, LocalDate day) {
        return prices.stream()
                .filter(price -> price.provider().equals(providerType))
                .filter(price -> fit(price, model) > 0)
                .filter(price -> isValidOn(price, day))
                .max(
                        Comparator.comparingInt((Price price) -> fit(price, model))
                                .thenComparing(
                                        Price::validFrom,
                                        Comparator.nullsFirst(Comparator.naturalOrder())))
                .map(price -> cost(price, usage));
    }

    /** How well a price fits a model: the more, the better; 0 when it does not. */
    private static int fit(Price price, String model) {
        String pattern = price.model();
        if (pattern.equalsIgnoreCase(model)) {
            return Integer.MAX_VALUE;
        }
        int start = pattern.length() - 1;
        return pattern.endsWith("*") && model.regionMatches(true, 0, pattern, 0, start)
                ? pattern.length()
                : 0;
    }

    private static boolean isValidOn(Price price, LocalDate day) {
        return (price.validFrom() == null || !day.isBefore(price.validFrom()))
                && (price.validTo() == null || !day.isAfter(price.validTo()));
    }

    private static BigDecimal cost(Price price, TokenUsage usage) {
        long cacheReads = orZero(usage.cachedInputTokens());
        long cacheWrites = orZero(usage.cacheWriteTokens());
        // Servers that count their caches apart could report more cached tokens than input.
        long others = Math.max(0, usage.inputTokens() - cacheReads - cacheWrites);
        BigDecimal input =
                times(price.input(), others)
                        .add(times(orElse(price.cacheRead(), price.input()), cacheReads))
                        .add(times(orElse(price.cacheWrite(), price.input()), cacheWrites));
        BigDecimal output = times(price.output(), usage.outputTokens());
        if (price.longContextOver() != null && usage.inputTokens() > price.longContextOver()) {
            input = input.multiply(orElse(price.longContextInputFactor(), BigDecimal.ONE));
            output = output.multiply(orElse(price.longContextOutputFactor(), BigDecimal.ONE));
        }
        return input.add(output).movePointLeft(6);
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
