package io.gorgon.workflow.graph;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.workflow.model.OnFailure;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.step.EndpointName;
import io.gorgon.workflow.step.StepType;
import io.gorgon.workflow.step.StepTypes;
import java.util.ArrayList;
import java.util.List;

/** Steps in a few words. */
final class StepWords {

    private static final String DOT = " · ";

    private final StepTypes types;

    StepWords(StepTypes types) {
        this.types = types;
    }

    NodeKind kind(Step step) {
        return switch (step.type()) {
            case "llm", "claude_code", "openai", "embed", "consensus" -> NodeKind.MODEL;
            case "fan_in" -> "concat".equals(aggregation(step)) ? NodeKind.DATA : NodeKind.MODEL;
            case "shell" -> NodeKind.SHELL;
            case "mcp_tool" -> NodeKind.TOOL;
            case "approval" -> NodeKind.APPROVAL;
            case "checkpoint" -> NodeKind.CHECKPOINT;
            case "to" -> NodeKind.ENDPOINT;
            case "sub_workflow" -> NodeKind.WORKFLOW;
            case "set", "validate", "wait" -> NodeKind.DATA;
            default ->
                    types.find(step.type()).map(StepType::asksModel).orElse(false)
                            ? NodeKind.MODEL
                            : NodeKind.OTHER;
        };
    }

    private static String aggregation(Step step) {
        String aggregation = step.text("aggregation");
        return aggregation == null ? "concat" : aggregation;
    }

    /** Its type, and who or what does it. */
    static String detail(Step step) {
        if (step.text("uri") != null) {
            return step.type() + DOT + EndpointName.of(step.text("uri"));
        }
        for (String param : List.of("role", "model", "tool", "workflow")) {
            String value = step.text(param);
            if (value != null && !value.isBlank()) {
                return step.type() + DOT + value;
            }
        }
        return step.type();
    }

    /** Its type, and how the steps inside run. */
    static String groupDetail(Step step) {
        List<String> parts = new ArrayList<>(List.of(step.type()));
        JsonNode items = step.params().path("items");
        if (items.isTextual()) {
            parts.add("each of " + items.textValue());
        } else if (items.isArray()) {
            parts.add("each of " + items.size() + " items");
        }
        for (String param : List.of("max_workers", "max_concurrent")) {
            if (step.params().path(param).canConvertToInt()) {
                parts.add(step.params().path(param).intValue() + " at a time");
            }
        }
        return String.join(DOT, parts);
    }

    /** What becomes of the workflow when it fails; empty when it fails too. */
    static String note(Step step) {
        if (step.onFailure() == OnFailure.ABORT || step.onFailure() == OnFailure.RETRY) {
            return "";
        }
        return switch (step.onFailure()) {
            case SKIP -> "if it fails: go on";
            case CONTINUE_WITH_DEFAULT -> "if it fails: default output";
            default ->
                    step.fallback() != null && step.fallback().step() == null
                            ? "if it fails: another value"
                            : "";
        };
    }

    /** When a loop goes on. */
    static String again(Step step) {
        List<String> parts = new ArrayList<>();
        JsonNode params = step.params();
        if (params.has("while")) {
            parts.add("again while " + ConditionText.of(params.get("while")));
        } else if (params.has("until")) {
            parts.add("again until " + ConditionText.of(params.get("until")));
        } else if (params.has("for_each")) {
            parts.add("again for each of " + text(params.get("for_each")));
        } else if (params.has("count")) {
            parts.add(text(params.get("count")) + " times");
        } else {
            parts.add("again");
        }
        if (params.has("max_iterations")) {
            parts.add("at most " + text(params.get("max_iterations")) + " rounds");
        }
        return String.join(", ", parts);
    }

    private static String text(JsonNode value) {
        return value.isArray() ? value.size() + " items" : value.asText(value.toString());
    }
}
