package io.gorgon.llm.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * Tells whether a JSON Schema is within the subset that OpenAI enforces with {@code strict: true}
 * (OpenAI API, structured outputs): objects closed, all their properties required, no keyword
 * outside a list. Anything else sent as strict is answered with status 400.
 */
final class StrictSchema {

    private static final Set<String> KEYWORDS =
            Set.of(
                    "$schema",
                    "$defs",
                    "$ref",
                    "additionalProperties",
                    "anyOf",
                    "const",
                    "definitions",
                    "description",
                    "enum",
                    "exclusiveMaximum",
                    "exclusiveMinimum",
                    "format",
                    "items",
                    "maxItems",
                    "maximum",
                    "minItems",
                    "minimum",
                    "multipleOf",
                    "pattern",
                    "properties",
                    "required",
                    "title",
                    "type");

    private StrictSchema() {}

    static boolean accepts(JsonNode schema) {
        return isObject(schema) && isStrict(schema);
    }

    /** Whether the schema itself describes an object, as OpenAI wants it, strict or not. */
    static boolean isObject(JsonNode schema) {
        return "object".equals(schema.path("type").textValue());
    }

    private static boolean isStrict(JsonNode schema) {
        if (!schema.isObject()) {
            return false;
        }
        for (Iterator<String> names = schema.fieldNames(); names.hasNext(); ) {
            if (!KEYWORDS.contains(names.next())) {
                return false;
            }
        }
        return (!describesObject(schema) || isClosed(schema))
                && allStrict(schema.path("properties"))
                && allStrict(schema.path("$defs"))
                && allStrict(schema.path("definitions"))
                && allStrict(schema.path("anyOf"))
                && (!schema.has("items") || isStrict(schema.get("items")));
    }

    private static boolean describesObject(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (schema.has("properties") || isObject(schema)) {
            return true;
        }
        for (JsonNode alternative : type) {
            if ("object".equals(alternative.textValue())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isClosed(JsonNode schema) {
        JsonNode additional = schema.path("additionalProperties");
        if (!additional.isBoolean() || additional.booleanValue()) {
            return false;
        }
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            if (!required.contains(property.getKey())) {
                return false;
            }
        }
        return true;
    }

    private static boolean allStrict(JsonNode schemas) {
        for (JsonNode schema : schemas) {
            if (!isStrict(schema)) {
                return false;
            }
        }
        return true;
    }
}
