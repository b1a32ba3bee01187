package io.gorgon.workflow.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Turns any value into the plain Java value, the text or the number that it stands for. */
public final class PlainValues {

    private static final int MAX_DIGITS = 100;
    private static final int MAX_EXPONENT = 400;
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d{1,4})?");

    private PlainValues() {}

    /**
     * The value without its wrapping: a Jackson node becomes the Java value that it holds, an array
     * or a set a list, bytes the UTF-8 text. A map and a list stay the same object; what is inside
     * them is not looked at.
     *
     * @return null for null and for a missing or null node
     */
    public static Object plain(Object value) {
        if (value instanceof JsonNode node) {
            return ofNode(node);
        }
        if (value instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        if (value != null && value.getClass().isArray()) {
            return IntStream.range(0, Array.getLength(value))
                    .mapToObj(index -> Array.get(value, index))
                    .collect(Collectors.toCollection(ArrayList::new));
        }
        if (value instanceof List || value instanceof Map) {
            return value;
        }
        if (value instanceof Collection<?> items) {
            return new ArrayList<>(items);
        }
        if (value instanceof CharSequence || value instanceof Character) {
            return value.toString();
        }
        return value;
    }

    private static Object ofNode(JsonNode node) {
        return switch (node.getNodeType()) {
            case NULL, MISSING -> null;
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> node.numberValue();
            case ARRAY -> {
                List<Object> items = new ArrayList<>(node.size());
                node.forEach(item -> items.add(ofNode(item)));
                yield items;
            }
            case OBJECT -> {
                Map<String, Object> entries = new LinkedHashMap<>();
                node.properties()
                        .forEach(entry -> entries.put(entry.getKey(), ofNode(entry.getValue())));
                yield entries;
            }
            default -> node.asText();
        };
    }

    /** Whether it is a text, a number, a boolean or the like: a value without parts. */
    public static boolean isScalar(Object plain) {
        return plain != null && !(plain instanceof Map) && !(plain instanceof Collection);
    }

    /**
     * The value as a prompt shows it: a number in plain digits ({@code 5}, never {@code 5.0} for a
     * binary five), a decimal with the digits that its author wrote, a map or a list as compact
     * JSON, null as the empty text.
     *
     * @return empty if it is a structure that cannot be written as JSON, for example one that
     *     contains itself
     */
    public static Optional<String> text(Object value) {
        Object plain = plain(value);
        if (plain == null) {
            return Optional.of("");
        }
        if (plain instanceof Number number) {
            return Optional.of(digits(number));
        }
        return isScalar(plain) ? Optional.of(plain.toString()) : CompactJson.of(plain);
    }

    private static String digits(Number number) {
        if (number instanceof BigDecimal decimal) {
            return Math.abs((long) decimal.scale()) <= MAX_EXPONENT
                    ? decimal.toPlainString()
                    : decimal.toString();
        }
        if (isBinary(number) && Double.isFinite(number.doubleValue())) {
            BigDecimal decimal = new BigDecimal(number.toString());
            return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
        }
        return number.toString();
    }

    private static boolean isBinary(Number number) {
        return number instanceof Double || number instanceof Float;
    }

    /**
     * The number that a value is, or that its text looks like (blanks around it do not count).
     *
     * @return empty for everything else, also for a text of more than 100 characters
     */
    public static Optional<BigDecimal> number(Object value) {
        Object plain = plain(value);
        if (plain instanceof BigDecimal decimal) {
            return Optional.of(decimal);
        }
        if (plain instanceof BigInteger whole) {
            return Optional.of(new BigDecimal(whole));
        }
        if (plain instanceof Number || plain instanceof String) {
            String text = plain.toString().strip();
            boolean looksLikeOne = text.length() <= MAX_DIGITS && NUMBER.matcher(text).matches();
            return looksLikeOne ? Optional.of(new BigDecimal(text)) : Optional.empty();
        }
        return Optional.empty();
    }

    /** The boolean that a value is, or that its text says in any case; empty for all else. */
    public static Optional<Boolean> bool(Object value) {
        Object plain = plain(value);
        if (plain instanceof Boolean bool) {
            return Optional.of(bool);
        }
        String text = plain instanceof String written ? written.strip() : "";
        if (text.equalsIgnoreCase("true")) {
            return Optional.of(true);
        }
        return text.equalsIgnoreCase("false") ? Optional.of(false) : Optional.empty();
    }

    /** What kind of value it is, with an article, for messages: "a list", "nothing" for null. */
    public static String kind(Object value) {
        Object plain = plain(value);
        if (plain == null) {
            return "nothing";
        }
        if (plain instanceof Map) {
            return "an object";
        }
        if (plain instanceof Collection) {
            return "a list";
        }
        if (plain instanceof Boolean) {
            return "a boolean";
        }
        return plain instanceof Number ? "a number" : "a text";
    }
}
