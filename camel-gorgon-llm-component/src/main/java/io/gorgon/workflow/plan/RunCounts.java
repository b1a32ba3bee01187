package io.gorgon.workflow.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.template.InvalidTemplateException;
import io.gorgon.workflow.template.Template;
import java.util.Collection;
import java.util.Map;

/** How often the steps inside a step run, each time that it runs. */
final class RunCounts {

    private static final int ROUNDS = 10;

    private final Map<String, Object> inputs;

    RunCounts(Map<String, Object> inputs) {
        this.inputs = inputs;
    }

    Range of(Step step, String block) {
        JsonNode params = step.params();
        return switch (step.type()) {
            case "fan_out" -> items(params.path("items"));
            case "map_reduce" -> block.equals("map_step") ? items(params.path("items")) : Range.ONE;
            case "branch" -> new Range(0, 1L);
            case "loop" -> rounds(params);
            default -> Range.ONE;
        };
    }

    private Range rounds(JsonNode params) {
        long limit = params.path("max_iterations").asLong(ROUNDS);
        if (params.has("until")) {
            return new Range(1, limit);
        }
        if (params.has("while")) {
            return new Range(0, limit);
        }
        if (params.has("for_each")) {
            return items(params.get("for_each"));
        }
        JsonNode count = params.path("count");
        if (count.isNumber()) {
            return Range.exactly(count.longValue());
        }
        Object value = count.isTextual() ? value(count.textValue()) : null;
        return value instanceof Number number
                ? Range.exactly(Math.max(0, number.longValue()))
                : Range.atLeast(0);
    }

    Range items(JsonNode items) {
        if (items.isArray()) {
            return Range.exactly(items.size());
        }
        Object value = items.isTextual() ? value(items.textValue()) : null;
        if (value instanceof Collection<?> collection) {
            return Range.exactly(collection.size());
        }
        return value instanceof JsonNode node && node.isArray()
                ? Range.exactly(node.size())
                : Range.atLeast(0);
    }

    private Object value(String text) {
        try {
            return Template.parse(text).value(inputs::get, missing -> {});
        } catch (InvalidTemplateException notOne) {
            return null;
        }
    }
}
