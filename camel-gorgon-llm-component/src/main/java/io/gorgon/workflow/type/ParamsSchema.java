package io.gorgon.workflow.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.workflow.model.Step;

/**
 * Builds the schema of a type's parameters. Steps and conditions in there are references to {@code
 * #/$defs/step} and {@code #/$defs/condition}, which the schema of the language defines.
 */
final class ParamsSchema {

    private static final String WORD = "^[A-Za-z0-9][A-Za-z0-9_.-]*$";
    private static final String MODEL = "^[A-Za-z0-9][A-Za-z0-9_.:/@+-]*$";

    private final ObjectNode schema = JsonNodeFactory.instance.objectNode();
    private final ObjectNode properties = JsonNodeFactory.instance.objectNode();
    private final ArrayNode required = JsonNodeFactory.instance.arrayNode();

    ParamsSchema() {
        schema.put("type", "object");
        schema.put("additionalProperties", false);
        schema.set("properties", properties);
    }

    /** The next parameters have to be there. */
    ParamsSchema required(String... names) {
        for (String name : names) {
            required.add(name);
        }
        return this;
    }

    ParamsSchema text(String name, String description) {
        typed(name, description, "string");
        return this;
    }

    /** A text that says something. */
    ParamsSchema filledText(String name, String description) {
        typed(name, description, "string").put("pattern", "\\S");
        return this;
    }

    /** A name, which is not filled in. */
    ParamsSchema word(String name, String description) {
        typed(name, description, "string").put("pattern", WORD);
        return this;
    }

    ParamsSchema model(String name, String description) {
        typed(name, description, "string").put("pattern", MODEL);
        return this;
    }

    ParamsSchema choice(String name, String description, String... values) {
        ArrayNode allowed = typed(name, description, "string").putArray("enum");
        for (String value : values) {
            allowed.add(value);
        }
        return this;
    }

    ParamsSchema flag(String name, boolean defaultValue, String description) {
        typed(name, description, "boolean").put("default", defaultValue);
        return this;
    }

    ParamsSchema count(String name, int minimum, String description) {
        typed(name, description, "integer").put("minimum", minimum);
        return this;
    }

    ParamsSchema count(String name, int minimum, int defaultValue, String description) {
        typed(name, description, "integer").put("minimum", minimum).put("default", defaultValue);
        return this;
    }

    ParamsSchema number(String name, double minimum, double maximum, String description) {
        typed(name, description, "number").put("minimum", minimum).put("maximum", maximum);
        return this;
    }

    /** A value of one of several JSON types. */
    ParamsSchema either(String name, String description, String... types) {
        typed(name, description, types);
        return this;
    }

    ParamsSchema anything(String name, String description) {
        properties.putObject(name).put("description", description);
        return this;
    }

    ParamsSchema object(String name, String description) {
        typed(name, description, "object");
        return this;
    }

    ParamsSchema names(String name, String description) {
        typed(name, description, "array").putObject("items").put("type", "string");
        return this;
    }

    ParamsSchema condition(String name, String description) {
        properties.putObject(name).put("description", description).put("$ref", "#/$defs/condition");
        return this;
    }

    ParamsSchema step(String name, String description) {
        properties.putObject(name).put("description", description).put("$ref", "#/$defs/step");
        return this;
    }

    /** A list of steps. */
    ParamsSchema steps(String name, int minimum, String description) {
        ObjectNode steps = typed(name, description, "array");
        steps.put("minItems", minimum);
        steps.putObject("items").put("$ref", "#/$defs/step");
        return this;
    }

    /** A parameter with a schema of its own. */
    ParamsSchema property(String name, JsonNode own) {
        properties.set(name, own);
        return this;
    }

    /** Exactly one of these, or of these groups of names with commas between. */
    ParamsSchema oneOf(String... groups) {
        ArrayNode alternatives = schema.putArray("oneOf");
        for (String group : groups) {
            ArrayNode names = alternatives.addObject().putArray("required");
            for (String name : group.split(",")) {
                names.add(name);
            }
        }
        return this;
    }

    /** Any further parameter is allowed. */
    ParamsSchema open() {
        schema.put("additionalProperties", true);
        return this;
    }

    ObjectNode build() {
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema;
    }

    private ObjectNode typed(String name, String description, String... types) {
        ObjectNode property = properties.putObject(name);
        property.put("description", description);
        if (types.length == 1) {
            property.put("type", types[0]);
        } else {
            ArrayNode all = property.putArray("type");
            for (String type : types) {
                all.add(type);
            }
        }
        return property;
    }

    /** The value of a parameter that is an integer; its default when it is not given. */
    static int count(Step step, String name, int defaultValue) {
        return step.params().path(name).asInt(defaultValue);
    }

    static boolean flag(Step step, String name) {
        return step.params().path(name).asBoolean(false);
    }
}
