package io.gorgon.workflow.condition;

import io.gorgon.workflow.value.PlainValues;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * When two values are the same. Numbers count by their value; a text that looks like a number is
 * that number where the other side is a number, a text "true" or "false" that boolean where the
 * other side is a boolean; true is 1 and false is 0. Two texts are the same only letter by letter.
 */
final class Equality {

    private Equality() {}

    static boolean same(Object left, Object right) {
        Object one = PlainValues.plain(left);
        Object other = PlainValues.plain(right);
        if (one == null || other == null) {
            return one == other;
        }
        if (one instanceof Number || other instanceof Number) {
            return sameNumber(number(one), number(other)) || one.equals(other);
        }
        if (one instanceof Boolean || other instanceof Boolean) {
            Optional<Boolean> bool = PlainValues.bool(one);
            return bool.isPresent() && bool.equals(PlainValues.bool(other));
        }
        if (one instanceof List<?> items && other instanceof List<?> others) {
            return sameItems(items, others);
        }
        if (one instanceof Map<?, ?> entries && other instanceof Map<?, ?> others) {
            return entries.keySet().equals(others.keySet())
                    && entries.keySet().stream()
                            .allMatch(key -> same(entries.get(key), others.get(key)));
        }
        return Objects.equals(one, other);
    }

    private static Optional<BigDecimal> number(Object value) {
        return value instanceof Boolean bool
                ? Optional.of(bool ? BigDecimal.ONE : BigDecimal.ZERO)
                : PlainValues.number(value);
    }

    private static boolean sameNumber(Optional<BigDecimal> one, Optional<BigDecimal> other) {
        return one.isPresent() && other.isPresent() && one.get().compareTo(other.get()) == 0;
    }

    private static boolean sameItems(List<?> items, List<?> others) {
        if (items.size() != others.size()) {
            return false;
        }
        Iterator<?> other = others.iterator();
        return items.stream().allMatch(item -> same(item, other.next()));
    }
}
