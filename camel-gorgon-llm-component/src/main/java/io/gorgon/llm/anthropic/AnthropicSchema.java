package io.gorgon.llm.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Writes a response schema in the part of JSON Schema that the Anthropic API enforces (structured
 * outputs, {@code output_config.format}): every object is closed by {@code additionalProperties:
 * false}, and limits on values (lengths, ranges, patterns) go into the description, where the model
 * reads them. Whoever asks checks the answer against the original.
 */
final class AnthropicSchema {

    private static final Set<String> COPIED =
            Set.of("type", "required", "enum", "const", "title", "default");

    private static final Set<String> WITHOUT_MEANING =
            Set.of("$schema", "$id", "$comment", "examples", "deprecated", "readOnly", "writeOnly");

    private static final Set<String> DESCRIBED =
            Set.of(
                    "minimum",
                    "maximum",
                    "exclusiveMinimum",
                    "exclusiveMaximum",
                    "multipleOf",
                    "minLength",
                    "maxLength",
                    "pattern",
                    "maxItems",
                    "uniqueItems",
                    "minProperties",
                    "maxProperties");

    private static final Set<String> FORMATS =
            Set.of(
                    "date-time",
                    "time",
                    "date",
                    "duration",
                    "email",
                    "hostname",
                    "uri",
                    "ipv4",
                    "ipv6",
                    "uuid");

    private final JsonNode root;
    private final Set<String> followed = new HashSet<>();

    private AnthropicSchema(JsonNode root) {
        this.root = root;
    }

    /**
     * The schema to send; empty when the API cannot enforce it (an object with free keys, a
     * recursion, {@code allOf} and other combinations) and it has to be asked for in words.
     */
    static Optional<ObjectNode> of(JsonNode schema) {
        try {
            return Optional.of(new AnthropicSchema(schema).convert(schema, Set.of()));
        } catch (NotEnforceableException e) {
            return Optional.empty();
        }
    }

    /**
     * @param open the references that are being followed, to notice a recursion
     */
    private ObjectNode convert(JsonNode schema, Set<String> open) {
        require(schema.isObject());
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        StringJoiner limits = new StringJoiner(", ", "{", "}");
        limits.setEmptyValue("");
        for (Map.Entry<String, JsonNode> entry : schema.properties()) {
            keyword(entry.getKey(), entry.getValue(), out, limits, open);
        }
        closeObject(schema, out);
        require(!hasType(schema, "array") || schema.has("items"));
        require(
                out.has("type")
                        || out.has("enum")
                        || out.has("const")
                        || out.has("anyOf")
                        || out.has("$ref"));
        describe(schema, limits.toString(), out);
        return out;
    }

    private void keyword(
            String name, JsonNode value, ObjectNode out, StringJoiner limits, Set<String> open) {
        switch (name) {
            case "properties", "$defs", "definitions" -> out.set(name, convertAll(value, open));
            case "items" -> out.set(name, convert(value, open));
            case "anyOf", "oneOf" -> {
                require(!out.has("anyOf"));
                out.set("anyOf", convertList(value, open));
            }
            case "$ref" -> out.set(name, reference(value, open));
            case "minItems" -> keep(value.asInt() <= 1, name, value, out, limits);
            case "format" -> keep(FORMATS.contains(value.asText()), name, value, out, limits);
            case "additionalProperties" -> require(value.isBoolean() && !value.asBoolean());
            case "description" -> {
                // written last, together with the limits
            }
            default -> {
                if (COPIED.contains(name)) {
                    require(!name.equals("enum") || isListOfScalars(value));
                    out.set(name, value);
                } else if (DESCRIBED.contains(name)) {
                    limits.add(name + ": " + value);
                } else {
                    require(WITHOUT_MEANING.contains(name));
                }
            }
        }
    }

    private static void keep(
            boolean enforced, String name, JsonNode value, ObjectNode out, StringJoiner limits) {
        if (enforced) {
            out.set(name, value);
        } else {
            limits.add(name + ": " + value);
        }
    }

    private ObjectNode convertAll(JsonNode schemas, Set<String> open) {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        schemas.properties()
                .forEach(entry -> out.set(entry.getKey(), convert(entry.getValue(), open)));
        return out;
    }

    private ArrayNode convertList(JsonNode schemas, Set<String> open) {
        ArrayNode out = JsonNodeFactory.instance.arrayNode();
        schemas.forEach(schema -> out.add(convert(schema, open)));
        return out;
    }

    private JsonNode reference(JsonNode reference, Set<String> open) {
        String target = reference.asText();
        require(target.matches("#/(\\$defs|definitions)/[^/]+") && !open.contains(target));
        if (!followed.contains(target)) {
            Set<String> deeper = new HashSet<>(open);
            deeper.add(target);
            convert(root.at(target.substring(1)), deeper);
            followed.add(target);
        }
        return reference;
    }

    private static void closeObject(JsonNode schema, ObjectNode out) {
        if (hasType(schema, "object") || schema.has("properties")) {
            // Closing an object of which nothing is said would leave the empty one.
            require(schema.has("properties"));
            out.put("additionalProperties", false);
        }
    }

    private static boolean hasType(JsonNode schema, String type) {
        JsonNode declared = schema.path("type");
        if (declared.isArray()) {
            for (JsonNode one : declared) {
                if (one.asText().equals(type)) {
                    return true;
                }
            }
        }
        return declared.asText().equals(type);
    }

    private static boolean isListOfScalars(JsonNode values) {
        for (JsonNode value : values) {
            if (value.isContainerNode()) {
                return false;
            }
        }
        return values.isArray();
    }

    private static void describe(JsonNode schema, String limits, ObjectNode out) {
        String text = schema.path("description").asText();
        if (!text.isEmpty() || !limits.isEmpty()) {
            out.put("description", limits.isEmpty() ? text : (text + " " + limits).strip());
        }
    }

    private static void require(boolean enforceable) {
        if (!enforceable) {
            throw new NotEnforceableException();
        }
    }

    /** Found a part that the API does not take. */
    private static final class NotEnforceableException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotEnforceableException() {
            super(null, null, false, false);
        }
    }
}
