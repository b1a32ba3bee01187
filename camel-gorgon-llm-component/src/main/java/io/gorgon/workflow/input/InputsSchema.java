package io.gorgon.workflow.input;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Declared inputs as a JSON Schema (draft 2020-12), for documents, forms and tools. */
public final class InputsSchema {

    private InputsSchema() {}

    /**
     * The schema of the object that holds all inputs. What has no default and is required is
     * required in it; other keys are allowed. The caller's own.
     */
    public static ObjectNode of(List<WorkflowInput> inputs) {
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        ArrayNode required = JsonNodeFactory.instance.arrayNode();
        for (WorkflowInput input : inputs) {
            properties.set(input.name(), property(input));
            if (input.required() && input.defaultValue() == null) {
                required.add(input.name());
            }
        }
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("type", "object");
        schema.set("properties", properties);
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema;
    }

    private static ObjectNode property(WorkflowInput input) {
        ObjectNode property = JsonNodeFactory.instance.objectNode();
        if (input.type() != null) {
            property.put("type", input.type().schemaType());
        }
        if (input.description() != null) {
            property.put("description", input.description());
        }
        if (input.defaultValue() != null) {
            property.set("default", input.defaultValue().deepCopy());
        }
        return property;
    }
}
