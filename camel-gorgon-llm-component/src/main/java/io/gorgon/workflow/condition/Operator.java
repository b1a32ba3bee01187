package io.gorgon.workflow.condition;

import io.gorgon.text.GuardedPattern;
import io.gorgon.workflow.value.PlainValues;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** How a variable is compared; written in lower case. */
enum Operator {
    EQUALS,
    NOT_EQUALS,
    CONTAINS,
    GREATER_THAN,
    LESS_THAN,
    GREATER_OR_EQUAL,
    LESS_OR_EQUAL,
    IN,
    MATCHES,
    STARTS_WITH,
    NOT_EMPTY,
    IS_TRUE,
    IS_FALSE;

    private static final Set<Operator> WITHOUT_VALUE = Set.of(NOT_EMPTY, IS_TRUE, IS_FALSE);

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean needsValue() {
        return !WITHOUT_VALUE.contains(this);
    }

    static Optional<Operator> of(String word) {
        return Arrays.stream(values()).filter(operator -> operator.word().equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Operator::word).toList();
    }

    /**
     * Whether it holds.
     *
     * @param actual the plain value of the variable, never null
     * @param value the plain value of the condition, null for operators without one
     * @return empty when these two cannot be compared in this way
     */
    Optional<Boolean> test(Object actual, Object value) {
        return switch (this) {
            case EQUALS -> Optional.of(Equality.same(actual, value));
            case NOT_EQUALS -> Optional.of(!Equality.same(actual, value));
            case CONTAINS -> contains(actual, value);
            case IN -> contains(value, actual);
            case GREATER_THAN -> order(actual, value).map(order -> order > 0);
            case LESS_THAN -> order(actual, value).map(order -> order < 0);
            case GREATER_OR_EQUAL -> order(actual, value).map(order -> order >= 0);
            case LESS_OR_EQUAL -> order(actual, value).map(order -> order <= 0);
            case MATCHES -> GuardedPattern.find(actual, value);
            case STARTS_WITH ->
                    actual instanceof String text && value instanceof String start
                            ? Optional.of(text.startsWith(start))
                            : Optional.empty();
            case NOT_EMPTY -> Optional.of(!isEmpty(actual));
            case IS_TRUE -> Optional.of(Equality.same(actual, true));
            case IS_FALSE -> Optional.of(Equality.same(actual, false));
        };
    }

    private static Optional<Boolean> contains(Object whole, Object part) {
        if (whole instanceof List<?> items) {
            return Optional.of(items.stream().anyMatch(item -> Equality.same(item, part)));
        }
        if (whole instanceof String text && part instanceof String piece) {
            return Optional.of(text.contains(piece));
        }
        return Optional.empty();
    }

    private static Optional<Integer> order(Object actual, Object value) {
        Optional<BigDecimal> left = ordered(actual);
        Optional<BigDecimal> right = ordered(value);
        return left.isPresent() && right.isPresent()
                ? Optional.of(left.get().compareTo(right.get()))
                : Optional.empty();
    }

    /** A boolean counts as one or zero. */
    private static Optional<BigDecimal> ordered(Object value) {
        return value instanceof Boolean bool
                ? Optional.of(bool ? BigDecimal.ONE : BigDecimal.ZERO)
                : PlainValues.number(value);
    }

    private static boolean isEmpty(Object actual) {
        if (actual instanceof String text) {
            return text.isEmpty();
        }
        if (actual instanceof List<?> items) {
            return items.isEmpty();
        }
        if (actual instanceof Map<?, ?> entries) {
            return entries.isEmpty();
        }
        return Stream.of(false, 0).anyMatch(nothing -> Equality.same(actual, nothing));
    }

    /** The kind that the variable should have. */
    Optional<Kind> comparedKind(Object value) {
        return switch (this) {
            case EQUALS, NOT_EQUALS -> Kind.of(value);
            case GREATER_THAN, LESS_THAN, GREATER_OR_EQUAL, LESS_OR_EQUAL ->
                    ordered(value).map(number -> Kind.NUMBER);
            case MATCHES, STARTS_WITH -> Optional.of(Kind.TEXT);
            case IS_TRUE, IS_FALSE -> Optional.of(Kind.BOOLEAN);
            case IN -> value instanceof List<?> items ? common(items) : Kind.of(value);
            case CONTAINS, NOT_EMPTY -> Optional.empty();
        };
    }

    private static Optional<Kind> common(List<?> items) {
        List<Optional<Kind>> kinds = items.stream().map(Kind::of).distinct().toList();
        return kinds.size() == 1 ? kinds.get(0) : Optional.empty();
    }
}
