package io.gorgon.workflow.parse;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.yaml.Nearest;
import io.gorgon.yaml.QuotedText;
import java.util.List;

/** Warns of keys that have no meaning, as they are often mistyped. */
final class UnknownKeys {

    private final Problems problems;
    private final WorkflowSchema schema;

    UnknownKeys(Problems problems, WorkflowSchema schema) {
        this.problems = problems;
        this.schema = schema;
    }

    void ofWorkflow(JsonNode workflow) {
        warn(workflow, JsonPointer.empty(), schema.topLevelKeys(), "", "key");
    }

    void ofStep(LocatedStep step) {
        String start = step.label() + ": ";
        warn(step.json(), step.pointer(), schema.stepKeys(), start, "key");
        if (step.type() != null && !schema.takesAnyParam(step.type())) {
            List<String> known = schema.paramKeys(step.type());
            warn(step.step().params(), step.at("params"), known, start, "parameter");
        }
    }

    private void warn(
            JsonNode node, JsonPointer at, List<String> known, String start, String what) {
        node.fieldNames()
                .forEachRemaining(
                        key -> {
                            if (!known.contains(key)) {
                                problems.warningAtKey(
                                        at.appendProperty(key), start + sentence(key, known, what));
                            }
                        });
    }

    private static String sentence(String key, List<String> known, String what) {
        return "unknown "
                + what
                + " "
                + QuotedText.of(key)
                + " is ignored"
                + Nearest.of(key, known)
                        .map(nearest -> "; did you mean '" + nearest + "'?")
                        .orElse("");
    }
}
