package io.gorgon.workflow.parse;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.yaml.QuotedText;

/** How messages call steps. */
final class StepLabels {

    private StepLabels() {}

    /**
     * A step of a list: by its id, or by its number from 1.
     *
     * @param around the id of the step that it is in; empty when it is in none
     */
    static String ofListed(JsonNode step, int index, String around) {
        return hasId(step) ? named(step.get("id").textValue(), around) : numbered(index, around);
    }

    static String numbered(int index, String around) {
        return "Step " + (index + 1) + (around.isEmpty() ? "" : " of " + QuotedText.of(around));
    }

    /** The only step of its kind in another one. */
    static String ofSingle(JsonNode step, String defaultId, String around) {
        return named(hasId(step) ? step.get("id").textValue() : defaultId, around);
    }

    private static boolean hasId(JsonNode step) {
        return step.path("id").isTextual() && !step.get("id").textValue().isBlank();
    }

    private static String named(String id, String around) {
        return "Step " + QuotedText.of(around.isEmpty() ? id : around + "." + id);
    }
}
