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
    private final Price unknown;

    public PriceTable(List<Price> prices) {
        this(prices, null);
    }

    /**
     * @param unknown the most that a model without a price of its own costs; null when such a model
     *     has no price at all
     */
    public PriceTable(List<Price> prices, Price unknown) {
        this.prices = List.copyOf(prices);
        this.unknown = unknown;
    }

    public List<Price> prices() {
        return prices;
    }

    /** The most that a model without a price of its own costs; empty when that is not set. */
    public Optional<Price> unknown() {
        return Optional.ofNullable(unknown);
    }

    /**
     * The price that applies. That of the model's exact name, else the one of the longest start of
     * a name that fits; of several that are valid on the day, the one that is valid from the latest
     * day.
     *
     * @param day the day of the call (UTC)
     * @return empty when there is no price for the model on that day, which is not the same as zero
     */
    public Optional<Price> find(String providerType, String model, LocalDate day) {
        return prices.stream()
                .filter(price -> price.provider().equals(providerType))
                .filter(price -> fit(price, model) > 0)
                .filter(price -> isValidOn(price, day))
                .max(
                        Comparator.comparingInt((Price price) -> fit(price, model))
                                .thenComparing(
                                        Price::validFrom,
                                        Comparator.nullsFirst(Comparator.naturalOrder())));
    }

    /**
     * What a call cost, by the price that {@link #find} finds.
     *
     * @return US dollars, exact; empty when there is no price
     */
    public Optional<BigDecimal> cost(
            String providerType, String model, TokenUsage usage, LocalDate day) {
        return find(providerType, model, day).map(price -> price.cost(usage));
    }

    /**
     * The most that a call can cost: no part of the input is read from a cache, all of it may be
     * written to one, and a change of price at midnight is for the worse.
     *
     * @param inputTokens the most tokens that are read
     * @param outputTokens the most tokens that are written
     * @param day the day of the call (UTC)
     * @return US dollars; empty when the model has no price, and {@link #unknown} is not set
     */
    public Optional<BigDecimal> upperBound(
            String providerType, String model, long inputTokens, long outputTokens, LocalDate day) {
        Optional<BigDecimal> today =
                find(providerType, model, day)
                        .or(this::unknown)
                        .map(price -> price.upperBound(inputTokens, outputTokens));
        return today.map(
                amount ->
                        find(providerType, model, day.plusDays(1))
                                .map(price -> price.upperBound(inputTokens, outputTokens))
                                .filter(tomorrow -> tomorrow.compareTo(amount) > 0)
                                .orElse(amount));
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
}
