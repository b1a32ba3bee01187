package io.gorgon.llm.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.llm.error.BadRequestException;
import io.gorgon.llm.spi.ResponseSchema;

/** Checks values against parts of a schema document, as the whole would. */
final class SchemaCheck {

    /** Where the whole document stands in a document for a part of it. */
    private static final String WHOLE = "whole";

    private final JsonNode root;
    private final JsonNode movedRoot;

    SchemaCheck(JsonNode root) {
        this.root = root;
        this.movedRoot = moved(root);
    }

    /** Whether a part of the schema accepts a value. */
    boolean accepts(JsonNode schema, JsonNode value) {
        try {
            return new ResponseSchema(standalone(schema)).problems(value.toString()).isEmpty();
        } catch (BadRequestException e) {
            // Parts that were put together need not make a schema; then nothing obeys it.
            return false;
        }
    }

    private JsonNode standalone(JsonNode schema) {
        if (schema == root) {
            return root;
        }
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        if (root.has("$schema")) {
            document.set("$schema", root.get("$schema"));
        }
        document.putArray("allOf").add(moved(schema));
        document.putObject("definitions").set(WHOLE, movedRoot);
        return document;
    }

    /** The same schema for a document in which the root is not at the top. */
    private static JsonNode moved(JsonNode node) {
        if (node.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            node.forEach(item -> copy.add(moved(item)));
            return copy;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        node.properties()
                .forEach(
                        field -> {
                            String name = field.getKey();
                            JsonNode value = field.getValue();
                            if (name.equals("$ref") && isPointer(value)) {
                                String pointer = value.textValue().substring(1);
                                copy.put("$ref", "#/definitions/" + WHOLE + pointer);
                            } else if (!(value.isTextual()
                                    && (name.equals("$id") || name.equals("$schema")))) {
                                copy.set(name, moved(value));
                            }
                        });
        return copy;
    }

    private static boolean isPointer(JsonNode reference) {
        return reference.isTextual()
                && (reference.textValue().equals("#") || reference.textValue().startsWith("#/"));
    }
}
