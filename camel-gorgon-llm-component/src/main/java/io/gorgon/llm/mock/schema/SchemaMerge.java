package io.gorgon.llm.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.Set;

/** Puts the keywords of two schemas together, so that a value has to obey both. */
final class SchemaMerge {

    private SchemaMerge() {}

    /** A schema for values that obey both; exact but for what {@link #isExact} excludes. */
    static JsonNode both(JsonNode first, JsonNode second) {
        if (first.isBoolean()) {
            return first.booleanValue() ? second : first;
        }
        if (second.isBoolean()) {
            return second.booleanValue() ? first : second;
        }
        if (!first.isObject() || !second.isObject()) {
            return first;
        }
        ObjectNode merged = first.deepCopy();
        second.properties()
                .forEach(
                        field -> {
                            JsonNode present = merged.get(field.getKey());
                            merged.set(
                                    field.getKey(),
                                    present == null
                                            ? field.getValue()
                                            : keyword(field.getKey(), present, field.getValue()));
                        });
        return merged;
    }

    /** Whether two values of a keyword can be put together without loss. */
    static boolean isExact(String keyword, JsonNode first, JsonNode second) {
        return first.equals(second)
                || switch (keyword) {
                    case "pattern",
                            "format",
                            "not",
                            "contains",
                            "anyOf",
                            "oneOf",
                            "allOf",
                            "if",
                            "$ref",
                            "const" ->
                            false;
                    default -> true;
                };
    }

    private static JsonNode keyword(String keyword, JsonNode first, JsonNode second) {
        return switch (keyword) {
            case "type" -> types(first, second);
            case "enum" -> common(first, second);
            case "required" -> union(first, second);
            case "properties", "patternProperties", "dependentSchemas", "$defs", "definitions" ->
                    perName(first, second);
            case "items", "additionalProperties", "propertyNames" ->
                    first.isArray() || second.isArray() ? first : both(first, second);
            case "prefixItems" -> tuple(first, second);
            case "minimum",
                    "exclusiveMinimum",
                    "minLength",
                    "minItems",
                    "minProperties",
                    "minContains" ->
                    larger(first, second) ? first : second;
            case "maximum",
                    "exclusiveMaximum",
                    "maxLength",
                    "maxItems",
                    "maxProperties",
                    "maxContains" ->
                    larger(first, second) ? second : first;
            case "multipleOf" -> commonMultiple(first.decimalValue(), second.decimalValue());
            case "uniqueItems" -> BooleanNode.valueOf(first.asBoolean() || second.asBoolean());
            default -> first;
        };
    }

    private static JsonNode perName(JsonNode first, JsonNode second) {
        if (!first.isObject() || !second.isObject()) {
            return first;
        }
        ObjectNode merged = first.deepCopy();
        second.properties()
                .forEach(
                        field -> {
                            JsonNode present = merged.get(field.getKey());
                            merged.set(
                                    field.getKey(),
                                    present == null
                                            ? field.getValue()
                                            : allOf(present, field.getValue()));
                        });
        return merged;
    }

    /** Both, left to be put together when a value is made, as either may hold choices. */
    static ObjectNode allOf(JsonNode... schemas) {
        ObjectNode both = JsonNodeFactory.instance.objectNode();
        ArrayNode list = both.putArray("allOf");
        for (JsonNode schema : schemas) {
            list.add(schema);
        }
        return both;
    }

    private static JsonNode types(JsonNode first, JsonNode second) {
        Set<String> known = names(first);
        ArrayNode both = JsonNodeFactory.instance.arrayNode();
        for (String type : names(second)) {
            if (known.contains(type)) {
                both.add(type);
            } else if (type.equals("integer") && known.contains("number")
                    || type.equals("number") && known.contains("integer")) {
                both.add("integer");
            }
        }
        return both;
    }

    static Set<String> names(JsonNode oneOrMore) {
        Set<String> names = new LinkedHashSet<>();
        if (oneOrMore.isTextual()) {
            names.add(oneOrMore.textValue());
        }
        oneOrMore.forEach(name -> names.add(name.asText()));
        return names;
    }

    private static JsonNode common(JsonNode first, JsonNode second) {
        ArrayNode common = JsonNodeFactory.instance.arrayNode();
        for (JsonNode value : first) {
            for (JsonNode other : second) {
                if (value.equals(other)) {
                    common.add(value);
                }
            }
        }
        return common;
    }

    private static JsonNode union(JsonNode first, JsonNode second) {
        ArrayNode union = JsonNodeFactory.instance.arrayNode();
        Set<String> all = names(first);
        all.addAll(names(second));
        all.forEach(union::add);
        return union;
    }

    private static JsonNode tuple(JsonNode first, JsonNode second) {
        ArrayNode tuple = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
            if (first.has(i) && second.has(i)) {
                tuple.add(allOf(first.get(i), second.get(i)));
            } else {
                tuple.add(first.has(i) ? first.get(i) : second.get(i));
            }
        }
        return tuple;
    }

    private static boolean larger(JsonNode first, JsonNode second) {
        return first.decimalValue().compareTo(second.decimalValue()) > 0;
    }

    private static JsonNode commonMultiple(BigDecimal first, BigDecimal second) {
        return DecimalNode.valueOf(leastCommonMultiple(first, second));
    }

    static BigDecimal leastCommonMultiple(BigDecimal first, BigDecimal second) {
        if (first.signum() <= 0 || second.signum() <= 0) {
            return first.max(second);
        }
        int scale = Math.max(0, Math.max(first.scale(), second.scale()));
        BigInteger a = first.movePointRight(scale).toBigInteger();
        BigInteger b = second.movePointRight(scale).toBigInteger();
        return new BigDecimal(a.divide(a.gcd(b)).multiply(b)).movePointLeft(scale);
    }
}
