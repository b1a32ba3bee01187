package io.gorgon.workflow.parse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.workflow.step.Block;
import io.gorgon.workflow.step.StepType;
import io.gorgon.workflow.step.StepTypes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The JSON Schema of the language: its own part from the jar, and the parameters of each type of
 * steps. Draft 2020-12, as the types have it; the language's own part uses only what draft 7 knows
 * as well, besides {@code $ref} with a description beside it, so that older editors understand it.
 */
public final class WorkflowSchema {

    private static final String RESOURCE = "/io/gorgon/workflow/workflow-schema.json";
    private static final String STEP = "#/$defs/step";
    private static final String INNER_STEP = "#/$defs/inner_step";
    private static final String REDUCE_STEP = "#/$defs/reduce_step";

    private final ObjectNode schema = read();

    public WorkflowSchema(StepTypes types) {
        allow(types, "step_type");
        allow(types, "reduce_type").add(ReduceStep.CONCAT);
        ArrayNode rules = (ArrayNode) schema.at("/$defs/step_fields/allOf");
        types.all().forEach(type -> rules.add(rule(type)));
    }

    private ArrayNode allow(StepTypes types, String definition) {
        ObjectNode type = (ObjectNode) schema.path("$defs").get(definition);
        ArrayNode names = type.putArray("enum");
        ArrayNode descriptions = type.putArray("enumDescriptions");
        for (StepType each : types.all()) {
            names.add(each.name());
            descriptions.add(each.description());
        }
        return names;
    }

    /** The schema as a document. The caller's own. */
    public ObjectNode json() {
        return schema.deepCopy();
    }

    private static ObjectNode read() {
        try (InputStream in = WorkflowSchema.class.getResourceAsStream(RESOURCE)) {
            return (ObjectNode) new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** If it is this type, then these are its parameters. */
    private ObjectNode rule(StepType type) {
        String definition = "params_" + type.name();
        ObjectNode params = type.paramsSchema().deepCopy();
        type.blocks().forEach(block -> put(params, block));
        ((ObjectNode) schema.get("$defs")).set(definition, params);
        ObjectNode rule = JsonNodeFactory.instance.objectNode();
        ObjectNode condition = rule.putObject("if");
        condition.putObject("properties").putObject("type").put("const", type.name());
        condition.putArray("required").add("type");
        ObjectNode consequence = rule.putObject("then");
        consequence
                .putObject("properties")
                .putObject("params")
                .put("$ref", "#/$defs/" + definition);
        if (!params.path("required").isEmpty()) {
            consequence.putArray("required").add("params");
        }
        return rule;
    }

    /** Says of a parameter that it has steps, whatever its type says of it. */
    private static void put(ObjectNode params, Block block) {
        ObjectNode around = params;
        String[] path = block.param().split("/");
        for (int i = 0; i < path.length - 1; i++) {
            ObjectNode inside = around.withObjectProperty("properties").withObjectProperty(path[i]);
            around = inside.has("items") ? (ObjectNode) inside.get("items") : inside;
        }
        ObjectNode properties = around.withObjectProperty("properties");
        String name = path[path.length - 1];
        JsonNode description = properties.path(name).path("description");
        ObjectNode property = properties.putObject(name);
        if (description.isTextual()) {
            property.set("description", description);
        }
        if (block.single()) {
            String step = name.equals(ReduceStep.PARAM) ? REDUCE_STEP : INNER_STEP;
            property.put("type", "object").putArray("allOf").addObject().put("$ref", step);
        } else {
            property.put("type", "array").putObject("items").put("$ref", STEP);
        }
    }

    /** The keys that a workflow knows. */
    List<String> topLevelKeys() {
        return keys(schema);
    }

    /** The keys that a step knows. */
    List<String> stepKeys() {
        return keys(schema.at("/$defs/step_fields"));
    }

    /** The parameters that a type knows. */
    List<String> paramKeys(StepType type) {
        return keys(params(type));
    }

    /** Whether a type takes parameters that it does not name. */
    boolean takesAnyParam(StepType type) {
        JsonNode others = params(type).path("additionalProperties");
        return others.isObject() || others.asBoolean(false);
    }

    /**
     * The parameters that a step of a type must have, in the order in which the type names them.
     */
    List<String> requiredParams(StepType type) {
        List<String> required = new ArrayList<>();
        params(type).path("required").forEach(name -> required.add(name.asText()));
        return required;
    }

    private JsonNode params(StepType type) {
        return schema.path("$defs").path("params_" + type.name());
    }

    private static List<String> keys(JsonNode definition) {
        List<String> keys = new ArrayList<>();
        definition.path("properties").fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}
