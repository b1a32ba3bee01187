package io.gorgon.consensus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema of a vote. Has no limits for numbers, as not every provider enforces schemas with
 * them. The reason comes first, so that a model thinks before it decides.
 */
final class VoteSchema {

    private VoteSchema() {}

    static JsonNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        property(properties, "reason", "string", "Why, in one or two plain sentences.");
        ObjectNode decision = property(properties, "decision", "string", "The vote.");
        decision.putArray("enum").add("approve").add("reject").add("abstain");
        property(properties, "confidence", "number", "From 0, a guess, to 1, certain.");
        schema.putArray("required").add("reason").add("decision").add("confidence");
        schema.put("additionalProperties", false);
        return schema;
    }

    private static ObjectNode property(
            ObjectNode properties, String name, String type, String description) {
        return properties.putObject(name).put("type", type).put("description", description);
    }
}
