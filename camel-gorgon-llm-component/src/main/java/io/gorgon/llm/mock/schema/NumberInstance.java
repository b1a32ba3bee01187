package io.gorgon.llm.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.stream.Stream;

/** Makes numbers for the keywords of a schema: 1 where it may be 1, and the next ones after it. */
final class NumberInstance {

    private static final BigDecimal HALF = new BigDecimal("0.5");

    private final Limit least;
    private final Limit most;
    private final BigDecimal step;

    /** One end of the range of numbers; with a null value there is no end. */
    private record Limit(BigDecimal value, boolean excluded) {

        static Limit of(JsonNode including, JsonNode excluding, int side) {
            BigDecimal value = including.isNumber() ? including.decimalValue() : null;
            // Up to draft 4, "exclusive..." is a flag.
            boolean excluded = excluding.asBoolean() && !excluding.isNumber();
            if (excluding.isNumber()) {
                BigDecimal other = excluding.decimalValue();
                if (value == null || other.compareTo(value) * side >= 0) {
                    return new Limit(other, true);
                }
            }
            return new Limit(value, excluded);
        }

        boolean allows(BigDecimal number, int side) {
            if (value == null) {
                return true;
            }
            int difference = number.compareTo(value) * side;
            return excluded ? difference > 0 : difference >= 0;
        }
    }

    private NumberInstance(JsonNode keywords, BigDecimal step) {
        this.least = Limit.of(keywords.path("minimum"), keywords.path("exclusiveMinimum"), 1);
        this.most = Limit.of(keywords.path("maximum"), keywords.path("exclusiveMaximum"), -1);
        this.step = step;
    }

    static JsonNode integer(JsonNode keywords, int variant) {
        BigDecimal step =
                keywords.path("multipleOf").isNumber()
                        ? SchemaMerge.leastCommonMultiple(
                                BigDecimal.ONE, keywords.get("multipleOf").decimalValue())
                        : BigDecimal.ONE;
        BigInteger made = new NumberInstance(keywords, step).make(variant).toBigInteger();
        return made.bitLength() < Long.SIZE
                ? LongNode.valueOf(made.longValue())
                : BigIntegerNode.valueOf(made);
    }

    /** Numbers to try: a whole one first where that is allowed, then one that is not whole. */
    static Stream<JsonNode> numbers(JsonNode keywords, int variant) {
        BigDecimal step =
                keywords.path("multipleOf").isNumber()
                        ? keywords.get("multipleOf").decimalValue()
                        : null;
        NumberInstance numbers = new NumberInstance(keywords, step);
        BigDecimal first = numbers.make(variant);
        Stream<BigDecimal> others =
                numbers.isStepped()
                        ? Stream.empty()
                        : Stream.of(first.add(HALF), first.subtract(HALF));
        return Stream.concat(Stream.of(first), others.filter(numbers::allows))
                .map(DecimalNode::valueOf);
    }

    private BigDecimal make(int variant) {
        return isStepped() ? stepped(variant) : anywhere(variant);
    }

    private boolean isStepped() {
        return step != null && step.signum() > 0;
    }

    private BigDecimal stepped(int variant) {
        BigDecimal first = preferredStep();
        BigDecimal further = BigDecimal.valueOf(variant);
        if (most.value() == null) {
            return first.add(step.multiply(further));
        }
        if (least.value() == null) {
            return first.subtract(step.multiply(further));
        }
        // Between two ends, what is above the first comes before what is below it.
        BigDecimal lowest = lowest();
        BigDecimal steps =
                highest().subtract(lowest).divideToIntegralValue(step).add(BigDecimal.ONE);
        BigDecimal position = first.subtract(lowest).divideToIntegralValue(step).add(further);
        return steps.signum() <= 0 ? first : lowest.add(step.multiply(position.remainder(steps)));
    }

    private BigDecimal preferredStep() {
        BigDecimal nearOne = BigDecimal.ONE.divide(step, 0, RoundingMode.CEILING).multiply(step);
        if (allows(nearOne)) {
            return nearOne;
        }
        if (allows(BigDecimal.ZERO)) {
            return BigDecimal.ZERO;
        }
        return least.value() != null ? lowest() : highest();
    }

    private BigDecimal lowest() {
        if (least.value() == null) {
            return highest();
        }
        BigDecimal lowest = least.value().divide(step, 0, RoundingMode.CEILING).multiply(step);
        return least.allows(lowest, 1) ? lowest : lowest.add(step);
    }

    private BigDecimal highest() {
        BigDecimal highest = most.value().divide(step, 0, RoundingMode.FLOOR).multiply(step);
        return most.allows(highest, -1) ? highest : highest.subtract(step);
    }

    private BigDecimal anywhere(int variant) {
        BigDecimal preferred = BigDecimal.valueOf(variant + 1L);
        if (allows(preferred)) {
            return preferred;
        }
        if (least.value() == null || most.value() == null) {
            return least.value() == null
                    ? most.value().subtract(preferred)
                    : least.value().add(preferred);
        }
        if (variant == 0 && allows(least.value())) {
            return least.value();
        }
        // Between two ends: a half, two thirds, three quarters of the way.
        BigDecimal width = most.value().subtract(least.value());
        BigDecimal part = preferred.divide(preferred.add(BigDecimal.ONE), 9, RoundingMode.HALF_UP);
        return least.value().add(width.multiply(part).stripTrailingZeros());
    }

    private boolean allows(BigDecimal number) {
        return least.allows(number, 1) && most.allows(number, -1);
    }
}
