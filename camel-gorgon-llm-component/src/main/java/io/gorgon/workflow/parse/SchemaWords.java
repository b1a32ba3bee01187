package io.gorgon.workflow.parse;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.workflow.condition.Condition;
import io.gorgon.workflow.condition.ConditionProblem;
import io.gorgon.yaml.QuotedText;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says which rules of the schema a workflow breaks, in words that people understand. */
final class SchemaWords {

    /** The rule that a key breaks which has no meaning: it does no harm. */
    static final String IGNORED_KEY = "additionalProperties";

    private static final JsonPointer INPUTS = JsonPointer.compile("/inputs");

    private final Problems problems;
    private final WorkflowSchema schema;
    private final JsonNode workflow;
    private final Map<JsonPointer, LocatedStep> steps = new HashMap<>();
    private final Set<JsonPointer> conditions = new LinkedHashSet<>();

    SchemaWords(
            Problems problems, WorkflowSchema schema, JsonNode workflow, List<LocatedStep> all) {
        this.problems = problems;
        this.schema = schema;
        this.workflow = workflow;
        all.forEach(step -> steps.put(step.pointer(), step));
    }

    void tell(SchemaViolation violation) {
        LocatedStep step = around(violation.pointer());
        if (isBelow(violation.pointer(), INPUTS)) {
            return;
        }
        if (violation.ofCondition()) {
            condition(violation.pointer(), step);
        } else if (violation.rule().equals("required")) {
            missing(violation, step);
        } else if (step == null) {
            problems.error(violation.pointer(), start(violation) + SchemaValues.words(violation));
        } else if (violation.rule().equals(IGNORED_KEY)) {
            ignored(violation, step);
        } else {
            ofStep(violation, step);
        }
    }

    /** The parameters themselves are looked at by the check of unknown keys. */
    private void ignored(SchemaViolation violation, LocatedStep step) {
        JsonPointer at = violation.pointer();
        if (!at.equals(step.at("params"))) {
            problems.warningAtKey(
                    at.appendProperty(violation.key()),
                    step.says(
                            "unknown key "
                                    + QuotedText.of(violation.key())
                                    + " in "
                                    + path(at, step)
                                    + " is ignored"));
        }
    }

    private static boolean isBelow(JsonPointer pointer, JsonPointer root) {
        String path = pointer.toString();
        return pointer.equals(root) || path.startsWith(root + "/");
    }

    /** The step that a place belongs to; null when it is in none. */
    private LocatedStep around(JsonPointer pointer) {
        for (JsonPointer at = pointer; at != null; at = at.head()) {
            LocatedStep step = steps.get(at);
            if (step != null) {
                return step;
            }
        }
        return null;
    }

    /** An item of the list of steps has no label of its own when it is no mapping. */
    private static String start(SchemaViolation violation) {
        boolean item =
                violation.pointer().last() != null && violation.pointer().last().mayMatchElement();
        return item && violation.pointer().toString().startsWith("/steps/")
                ? StepLabels.numbered(violation.pointer().last().getMatchingIndex(), "") + " "
                : "";
    }

    private void missing(SchemaViolation violation, LocatedStep step) {
        JsonPointer at = violation.pointer();
        String key = violation.key();
        String own = violation.definition().path("errorMessage").asText();
        if (step == null) {
            problems.error(at, at.matches() ? "Missing required field: " + key : own);
        } else if (at.equals(step.pointer()) && key.equals("params")) {
            missingParams(step, schema.requiredParams(step.type()));
        } else if (at.equals(step.pointer())) {
            problems.error(at, step.says("missing required field '" + key + "'"));
        } else if (at.equals(step.at("params"))) {
            missingParams(step, List.of(key));
        } else {
            String sentence = own.isEmpty() ? path(at, step) + " lacks '" + key + "'" : own;
            problems.error(at, step.says(sentence));
        }
    }

    /** Waits until it is clear which step it is. */
    private void missingParams(LocatedStep step, List<String> names) {
        if (step.step().id().isEmpty()) {
            return;
        }
        JsonPointer at = step.json().has("params") ? step.at("params") : step.pointer();
        for (String name : names) {
            problems.error(at, step.says(step.step().type() + " step requires '" + name + "'"));
        }
    }

    private void ofStep(SchemaViolation violation, LocatedStep step) {
        JsonPointer at = violation.pointer();
        if (at.equals(step.at("params")) && step.type() != null) {
            ofParams(violation, step);
        } else if (violation.definition().path("errorMessage").isTextual()) {
            String number =
                    violation.definition().path("errorMessage").asText().equals("must be an object")
                                    && at.last().mayMatchElement()
                            ? StepLabels.numbered(at.last().getMatchingIndex(), "") + " "
                            : "";
            problems.error(at, step.says(number + SchemaValues.words(violation)));
        } else {
            problems.error(at, step.says(path(at, step) + " " + SchemaValues.words(violation)));
        }
    }

    private void ofParams(SchemaViolation violation, LocatedStep step) {
        switch (violation.rule()) {
            case "oneOf" ->
                    problems.error(
                            step.at("params"),
                            step.says(
                                    step.step().type()
                                            + " step requires exactly one of: "
                                            + SchemaValues.groups(violation.definition())));
            case "type" -> {
                if (violation.value().isNull()) {
                    missingParams(step, schema.requiredParams(step.type()));
                } else {
                    problems.error(step.at("params"), step.says("params must be an object"));
                }
            }
            case "minProperties" ->
                    problems.error(step.at("params"), step.says("params must not be empty"));
            case "propertyNames", "pattern" ->
                    problems.error(
                            step.at("params"),
                            step.says(
                                    "the names of the params may have letters, digits and '_'"
                                            + " only, and do not start with a digit"));
            default -> problems.error(step.at("params"), step.says(SchemaValues.words(violation)));
        }
    }

    /** A place below a step, as people write it. */
    private static String path(JsonPointer at, LocatedStep step) {
        String below = at.toString().substring(step.pointer().toString().length());
        String params = "/params/";
        String shown = below.startsWith(params) ? below.substring(params.length()) : below;
        return QuotedText.of(shown.replaceFirst("^/", "").replace('/', '.'));
    }

    /** Of a condition in the parameters all is told at once; that of a step is read elsewhere. */
    private void condition(JsonPointer broken, LocatedStep step) {
        JsonPointer root = root(broken);
        boolean ofParams = step != null && isBelow(root, step.at("params"));
        if (ofParams && conditions.add(root)) {
            for (ConditionProblem problem : Condition.parse(workflow.at(root)).problems()) {
                problems.error(root.append(problem.where()), step.says(problem.message()));
            }
        }
    }

    /** The outermost condition that a part of one is in. */
    private static JsonPointer root(JsonPointer part) {
        String path = part.toString().replaceFirst("/(?:field|operator|value)$", "");
        String outer = path.replaceFirst("(?:/(?:all|any|not)(?:/\\d+)?)+$", "");
        return JsonPointer.compile(outer);
    }
}
