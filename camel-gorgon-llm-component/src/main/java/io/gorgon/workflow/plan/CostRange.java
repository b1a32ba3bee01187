package io.gorgon.workflow.plan;

import java.math.BigDecimal;

/**
 * Money in US dollars.
 *
 * @param least zero or more
 * @param most null when there is no telling, as when a price is not known; that is not zero
 */
public record CostRange(BigDecimal least, BigDecimal most) {

    public static final CostRange NOTHING = new CostRange(BigDecimal.ZERO, BigDecimal.ZERO);
    public static final CostRange UNKNOWN = new CostRange(BigDecimal.ZERO, null);

    public CostRange plus(CostRange other) {
        return new CostRange(
                least.add(other.least),
                most == null || other.most == null ? null : most.add(other.most));
    }

    CostRange times(Range calls) {
        BigDecimal fewest = least.multiply(BigDecimal.valueOf(calls.least()));
        if (most != null && most.signum() == 0) {
            return new CostRange(fewest, BigDecimal.ZERO);
        }
        if (calls.most() != null && calls.most() == 0) {
            return new CostRange(fewest, BigDecimal.ZERO);
        }
        return new CostRange(
                fewest,
                most == null || calls.most() == null
                        ? null
                        : most.multiply(BigDecimal.valueOf(calls.most())));
    }
}
