package io.gorgon.workflow.parse;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.consensus.ConsensusLevel;
import io.gorgon.workflow.model.Fallback;
import io.gorgon.workflow.model.OnFailure;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.model.StepConsensus;
import io.gorgon.workflow.model.StepOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads single fields, each in all the forms that it may have. */
final class StepFields {

    private StepFields() {}

    /** A mapping; an empty one when there is none. */
    static ObjectNode object(JsonNode node, String field) {
        return node.path(field) instanceof ObjectNode object
                ? object
                : JsonNodeFactory.instance.objectNode();
    }

    /** A text, a number or the like as a text; empty for all else. */
    static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isValueNode() && !value.isNull() ? value.asText() : "";
    }

    static int count(JsonNode node, String field, int defaultValue) {
        return (int) count(node, field, (long) defaultValue);
    }

    static long count(JsonNode node, String field, long defaultValue) {
        JsonNode value = node.path(field);
        return value.isNumber() ? value.longValue() : defaultValue;
    }

    /** One text or a list of them; what is no text is left out. */
    static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isTextual()) {
            texts.add(node.textValue());
        }
        for (JsonNode item : node) {
            if (node.isArray() && item.isTextual()) {
                texts.add(item.textValue());
            }
        }
        return texts;
    }

    /** Names, one name, or names with a type and a description. */
    static List<StepOutput> outputs(JsonNode node) {
        List<StepOutput> outputs = new ArrayList<>();
        if (node.isTextual()) {
            outputs.add(StepOutput.named(node.textValue()));
        } else if (node.isArray()) {
            for (JsonNode item : node) {
                String name = item.isTextual() ? item.textValue() : item.path("name").textValue();
                if (name != null) {
                    outputs.add(new StepOutput(name, type(item), text(item, "description")));
                }
            }
        }
        return outputs;
    }

    /** Null when there is none, or it cannot be read. */
    static StepConsensus consensus(JsonNode json) {
        JsonNode level = json.isObject() ? json.path("level") : json;
        if (json.isMissingNode() || json.isNull() || level.isContainerNode()) {
            return null;
        }
        String word = level.isMissingNode() ? ConsensusLevel.MAJORITY.label() : level.asText();
        JsonNode onReject = json.path("on_reject");
        return ConsensusLevel.labels().contains(word)
                ? new StepConsensus(
                        ConsensusLevel.of(word),
                        json.path("panel").textValue(),
                        onReject.isTextual() ? onReject.textValue().equals("continue") : null)
                : null;
    }

    private static String type(JsonNode output) {
        String type = output.path("type").textValue();
        return "list".equals(type) ? "array" : type;
    }

    /** Null when there is nothing that could take the place of the step. */
    static Fallback fallback(JsonNode json, LocatedStep step, JsonPointer place) {
        String kind = fallbackKind(json);
        if (kind.equals("alternate_step")) {
            return step == null ? null : new Fallback(null, step.step());
        }
        if (kind.equals("callback")) {
            return json.path("callback").isTextual()
                    ? new Fallback(null, callback(json, place))
                    : null;
        }
        return json.has("value") ? new Fallback(json.get("value"), null) : null;
    }

    /** What kind of fallback it is; without a word for it, what it has says it. */
    static String fallbackKind(JsonNode json) {
        if (json.path("type").isTextual()) {
            return json.get("type").textValue();
        }
        if (json.has("value")) {
            return "default_value";
        }
        return json.has("step")
                ? "alternate_step"
                : json.has("callback") ? "callback" : "default_value";
    }

    /** A callback is a step that sends to the endpoint. */
    private static Step callback(JsonNode json, JsonPointer place) {
        ObjectNode params = JsonNodeFactory.instance.objectNode();
        params.put("uri", json.get("callback").textValue());
        return new Step(
                "fallback",
                "to",
                "",
                params,
                Map.of(),
                null,
                OnFailure.ABORT,
                0,
                Step.DEFAULT_TIMEOUT,
                List.of(),
                List.of(),
                null,
                JsonNodeFactory.instance.objectNode(),
                null,
                null,
                null,
                place);
    }
}
