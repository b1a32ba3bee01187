package io.gorgon.workflow.run;

import java.math.BigDecimal;

/**
 * What answers of models have used.
 *
 * @param inputTokens zero or more
 * @param outputTokens zero or more
 * @param costUsd US dollars; null when the price of one of the answers is not known
 * @param estimated whether a part of it is our estimate
 */
public record StepUsage(
        long inputTokens, long outputTokens, BigDecimal costUsd, boolean estimated) {

    public static final StepUsage NONE = new StepUsage(0, 0, BigDecimal.ZERO, false);

    public StepUsage plus(StepUsage other) {
        return new StepUsage(
                inputTokens + other.inputTokens,
                outputTokens + other.outputTokens,
                costUsd == null || other.costUsd == null ? null : costUsd.add(other.costUsd),
                estimated || other.estimated);
    }

    public long tokens() {
        return inputTokens + outputTokens;
    }
}
