package io.gorgon.workflow.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gorgon.workflow.value.PlainValues;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the value of a type from what was given. Text comes from command lines and headers, so it
 * is read as what the type asks for.
 */
final class Coercion {

    private static final ObjectReader STRICT =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build()
                    .reader();

    private Coercion() {}

    /**
     * The value as the type wants it.
     *
     * <ul>
     *   <li>string, command, file: a text as it stands; of a number or a boolean, its text
     *   <li>number, integer: a number, or a text that looks like one
     *   <li>boolean: a boolean, or "true" or "false" in any case
     *   <li>list: a list; a text that starts with '[' is a JSON array, another one its parts
     *       between commas without the blanks around them, an empty one the empty list
     *   <li>object: a map, or a text that is a JSON object
     * </ul>
     *
     * @param value plain, not null
     * @return empty when there is no such value
     */
    static Optional<Object> coerce(InputType type, Object value) {
        return switch (type) {
            case STRING, COMMAND, FILE ->
                    PlainValues.isScalar(value)
                            ? PlainValues.text(value).map(Object.class::cast)
                            : Optional.empty();
            case NUMBER -> PlainValues.number(value).map(number -> number(value, number));
            case INTEGER ->
                    PlainValues.number(value).flatMap(Coercion::whole).map(Coercion::smallest);
            case BOOLEAN -> PlainValues.bool(value).map(Object.class::cast);
            case LIST -> list(value);
            case OBJECT -> object(value);
        };
    }

    private static Object number(Object value, BigDecimal number) {
        if (value instanceof Number) {
            return value;
        }
        return number.scale() <= 0
                ? whole(number).<Object>map(Coercion::smallest).orElse(number)
                : number;
    }

    /** Numbers beyond all measure would take all memory when written out. */
    private static Optional<BigInteger> whole(BigDecimal number) {
        final int mostDigits = 400;
        if ((long) number.precision() - number.scale() > mostDigits) {
            return Optional.empty();
        }
        return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0
                ? Optional.of(number.toBigInteger())
                : Optional.empty();
    }

    private static Object smallest(BigInteger number) {
        if (number.bitLength() < Integer.SIZE) {
            return number.intValue();
        }
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }

    private static Optional<Object> list(Object value) {
        if (!(value instanceof String text)) {
            return value instanceof List ? Optional.of(value) : Optional.empty();
        }
        String content = text.strip();
        if (content.startsWith("[")) {
            return json(content).filter(JsonNode::isArray).map(PlainValues::plain);
        }
        return Optional.of(
                content.isEmpty()
                        ? List.of()
                        : Arrays.stream(content.split(",")).map(String::strip).toList());
    }

    private static Optional<Object> object(Object value) {
        if (value instanceof String text) {
            return json(text).filter(JsonNode::isObject).map(PlainValues::plain);
        }
        return value instanceof Map ? Optional.of(value) : Optional.empty();
    }

    private static Optional<JsonNode> json(String text) {
        try {
            return Optional.of(STRICT.readTree(text));
        } catch (JsonProcessingException noJson) {
            return Optional.empty();
        }
    }
}
