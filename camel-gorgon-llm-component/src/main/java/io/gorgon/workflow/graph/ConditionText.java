package io.gorgon.workflow.graph;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Conditions in words. */
final class ConditionText {

    private static final Map<String, String> SIGNS =
            Map.of(
                    "equals", "=",
                    "not_equals", "≠",
                    "greater_than", ">",
                    "less_than", "<",
                    "greater_or_equal", "≥",
                    "less_or_equal", "≤");

    private ConditionText() {}

    /** One line, such as {@code score < 80}. */
    static String of(JsonNode condition) {
        if (condition.has("all")) {
            return joined(condition.get("all"), " and ");
        }
        if (condition.has("any")) {
            return joined(condition.get("any"), " or ");
        }
        if (condition.has("not")) {
            return "not (" + of(condition.get("not")) + ")";
        }
        if (!condition.has("field")) {
            return plain(condition);
        }
        String operator = condition.path("operator").asText();
        String words =
                condition.get("field").asText()
                        + " "
                        + SIGNS.getOrDefault(operator, operator.replace('_', ' '));
        return condition.has("value") ? words + " " + value(condition.get("value")) : words;
    }

    private static String joined(JsonNode conditions, String word) {
        List<String> parts = new ArrayList<>();
        for (JsonNode each : conditions) {
            boolean nested = each.has("all") || each.has("any");
            parts.add(nested ? "(" + of(each) + ")" : of(each));
        }
        return String.join(word, parts);
    }

    private static String value(JsonNode value) {
        return value.isTextual() && !value.textValue().isEmpty()
                ? value.textValue()
                : value.toString();
    }

    private static String plain(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }
}
