package io.gorgon.budget;

import io.gorgon.llm.TokenUsage;
import java.math.BigDecimal;
import java.time.LocalDate;
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
     * What a call cost.
     *
     * @return US dollars, exact; empty when there is no price for the model on that day, which is
     *     not the same as zero
     */
    public Optional<BigDecimal> cost(
            String providerType, String model, TokenUsage usage, LocalDate day) {
        throw new UnsupportedOperationException();
    }
}
