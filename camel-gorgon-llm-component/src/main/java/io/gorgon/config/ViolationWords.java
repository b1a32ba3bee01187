package io.gorgon.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.config.ConfigSchema.Violation;
import io.gorgon.yaml.Nearest;
import io.gorgon.yaml.QuotedText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Says what is wrong in words that people understand. Shows no more of a value than helps. */
final class ViolationWords {

    private static final BigDecimal BIG = BigDecimal.valueOf(1_000_000);

    private final ConfigDocument document;
    private final ConfigSchema schema;

    ViolationWords(ConfigDocument document, ConfigSchema schema) {
        this.document = document;
        this.schema = schema;
    }

    ConfigProblem problem(Violation violation) {
        JsonPointer at = violation.pointer();
        return switch (violation.rule()) {
            case "additionalProperties" -> document.atKey(keyAt(violation), unknownKey(violation));
            case "propertyNames" -> document.atKey(keyAt(violation), badName(violation));
            case "required" ->
                    document.atValue(at, label(at) + " lacks the key '" + violation.key() + "'");
            case "dependentRequired" ->
                    document.atKey(keyAt(violation), label(keyAt(violation)) + needs(violation));
            default -> document.atValue(at, label(at) + " " + wrongValue(violation));
        };
    }

    private static String label(JsonPointer pointer) {
        return ConfigDocument.label(pointer);
    }

    private static JsonPointer keyAt(Violation violation) {
        return violation.key() == null
                ? violation.pointer()
                : violation.pointer().appendProperty(violation.key());
    }

    private String unknownKey(Violation violation) {
        if (AgentReader.namesModel(violation.pointer(), violation.key())) {
            return AgentReader.noModels(violation.pointer(), violation.key());
        }
        List<String> known = schema.keys(violation.pointer());
        String start =
                "unknown key "
                        + QuotedText.of(violation.key())
                        + (violation.pointer().matches() ? " at " : " in ")
                        + label(violation.pointer());
        return Nearest.of(violation.key(), known)
                .map(nearest -> start + "; did you mean '" + nearest + "'?")
                .orElseGet(() -> start + "; the keys here are " + String.join(", ", known));
    }

    private String needs(Violation violation) {
        JsonNode needed =
                schema.definition(violation.pointer())
                        .path("dependentRequired")
                        .path(violation.key())
                        .path(0);
        return " makes no sense without the key '" + needed.asText() + "'";
    }

    private static String badName(Violation violation) {
        String name =
                violation.key() == null
                        ? "this name"
                        : "the name " + QuotedText.of(violation.key());
        return name
                + " may have letters, digits, '-' and '_' only, and starts with a letter or a digit";
    }

    private String wrongValue(Violation violation) {
        JsonNode definition = schema.definition(violation.pointer());
        JsonNode value = document.at(violation.pointer());
        return switch (violation.rule()) {
            case "type" -> "must be " + types(definition) + ", but is " + found(value);
            case "enum" -> notOneOf(definition, value);
            case "minimum", "maximum" ->
                    "must be " + range(definition) + ", but is " + found(value);
            case "minLength", "minItems" -> "must not be empty";
            case "pattern" -> "must look like " + definition.path("examples").path(0).asText();
            default -> "is not valid";
        };
    }

    private static String types(JsonNode definition) {
        JsonNode type = definition.path("type");
        List<String> words = new ArrayList<>();
        if (type.isTextual()) {
            words.add(typeWord(type.textValue(), definition));
        }
        type.forEach(one -> words.add(typeWord(one.textValue(), definition)));
        words.remove("nothing");
        return String.join(" or ", words);
    }

    private static String typeWord(String type, JsonNode definition) {
        return switch (type) {
            case "object" -> "a mapping of keys to values";
            case "array" -> definition.path("items").has("$ref") ? "a list" : "a list of texts";
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "boolean" -> "true or false";
            case "string" -> "text";
            default -> "nothing";
        };
    }

    private static String found(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "a mapping";
            case ARRAY -> "a list";
            case NULL, MISSING -> "empty";
            case NUMBER -> "the number " + value.asText();
            case BOOLEAN -> value.asText();
            default -> text(value.textValue());
        };
    }

    /** Shows texts that someone wrote for a number or a switch, as then the reason can be seen. */
    private static String text(String value) {
        if (value.matches("[0-9][0-9_,. ]{0,14}")) {
            return "the text '" + value + "'; write it without quotes and separators";
        }
        return value.matches("(?i)yes|no|on|off|true|false|none|null")
                ? "the text '" + value + "'"
                : "text";
    }

    private static String notOneOf(JsonNode definition, JsonNode value) {
        List<String> known = new ArrayList<>();
        definition.path("enum").forEach(one -> known.add(one.asText()));
        String start = "must be one of " + String.join(", ", known) + ", but is ";
        if (!value.isTextual()) {
            return start + found(value);
        }
        return start
                + QuotedText.of(value.textValue())
                + Nearest.of(value.textValue(), known)
                        .map(nearest -> "; did you mean '" + nearest + "'?")
                        .orElse("");
    }

    private static String range(JsonNode definition) {
        BigDecimal maximum = definition.path("maximum").decimalValue();
        String minimum = definition.path("minimum").asText();
        return maximum.compareTo(BIG) > 0
                ? minimum + " or more (and at most " + maximum.toPlainString() + ")"
                : minimum + " to " + maximum.toPlainString();
    }
}
