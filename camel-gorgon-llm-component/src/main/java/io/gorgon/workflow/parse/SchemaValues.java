package io.gorgon.workflow.parse;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.yaml.Nearest;
import io.gorgon.yaml.QuotedText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says why a value is not what the schema wants, and what it wants. */
final class SchemaValues {

    private SchemaValues() {}

    /**
     * A sentence, or the rest of one that starts with the name of the value: the schema's own where
     * it has one.
     */
    static String words(SchemaViolation violation) {
        JsonNode definition = violation.definition();
        String own = definition.path("errorMessage").asText();
        JsonNode value = violation.value();
        switch (violation.rule()) {
            case "enum", "const":
                return notOneOf(own.isEmpty() ? "cannot be" : own, definition, value);
            case "minItems":
                return violation.pointer().toString().equals("/steps")
                        ? "Workflow must have at least one step"
                        : "must not be empty";
            case "maximum":
                return (own.isEmpty() ? "must be" : own + ",")
                        + " at most "
                        + number(definition.path("maximum"));
            case "pattern":
                String ofPattern = definition.path("patternErrorMessage").asText();
                boolean blank = value.asText().isBlank();
                if (!ofPattern.isEmpty() && !blank) {
                    return ofPattern;
                }
                return own.isEmpty() ? (blank ? "must not be empty" : "has a wrong form") : own;
            default:
                return own.isEmpty() ? expected(violation) : own;
        }
    }

    private static String notOneOf(String start, JsonNode definition, JsonNode value) {
        List<String> known = new ArrayList<>();
        definition.path("enum").forEach(one -> known.add(one.asText()));
        String word = value.isTextual() ? value.textValue() : "";
        return start
                + " "
                + (value.isTextual() ? QuotedText.of(word) : found(value))
                + Nearest.of(word, known)
                        .map(nearest -> "; did you mean '" + nearest + "'?")
                        .orElse("; use one of " + String.join(", ", known));
    }

    private static String expected(SchemaViolation violation) {
        JsonNode definition = violation.definition();
        return switch (violation.rule()) {
            case "type" -> "must be " + types(definition) + ", but is " + found(violation.value());
            case "minimum" -> "must be " + number(definition.path("minimum")) + " or more";
            case "exclusiveMinimum" ->
                    "must be more than " + number(definition.path("exclusiveMinimum"));
            case "minLength" -> "must not be empty";
            case "oneOf" -> "requires exactly one of: " + groups(definition);
            default -> "is not what can stand here (" + violation.rule() + ")";
        };
    }

    private static String number(JsonNode limit) {
        BigDecimal number = limit.decimalValue();
        return number.stripTrailingZeros().toPlainString();
    }

    /** The groups of keys of which one has to be there. */
    static String groups(JsonNode definition) {
        List<String> groups = new ArrayList<>();
        for (JsonNode alternative : definition.path("oneOf")) {
            List<String> keys = new ArrayList<>();
            alternative.path("required").forEach(key -> keys.add("'" + key.asText() + "'"));
            groups.add(String.join(" with ", keys));
        }
        return String.join(", ", groups);
    }

    private static String types(JsonNode definition) {
        List<String> types = new ArrayList<>();
        JsonNode type = definition.path("type");
        if (type.isTextual()) {
            types.add(type.textValue());
        }
        type.forEach(one -> types.add(one.asText()));
        return types.stream().map(SchemaValues::word).collect(Collectors.joining(" or "));
    }

    private static String word(String type) {
        return switch (type) {
            case "object" -> "an object";
            case "array" -> "a list";
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "boolean" -> "true or false";
            case "null" -> "nothing";
            default -> "a text";
        };
    }

    private static String found(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            case NULL, MISSING -> "nothing";
            case NUMBER -> value.numberValue().toString();
            case BOOLEAN -> value.asText();
            default -> "the text " + QuotedText.of(value.asText());
        };
    }
}
