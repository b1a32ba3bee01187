package io.gorgon.workflow.input;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One declared input.
 *
 * @param name never blank
 * @param type null when any value will do
 * @param required whether a run needs it; one with a default is there in any case
 * @param defaultValue what stands for it when nothing is given; null when there is none, a null
 *     node when null is the default
 * @param description for people; null when there is none
 */
public record WorkflowInput(
        String name, InputType type, boolean required, JsonNode defaultValue, String description) {

    /**
     * Reads the {@code inputs} of a workflow: a mapping from name to specification, where an input
     * is required if it says so, or a list of specifications with a {@code name}, where one without
     * a default is required unless it says {@code required: false}. A specification that is only a
     * word is the type in a mapping, and the name in a list.
     *
     * @param inputs null or a null node for none
     */
    public static ParsedInputs listFrom(JsonNode inputs) {
        return new InputsParser().parse(inputs);
    }
}
