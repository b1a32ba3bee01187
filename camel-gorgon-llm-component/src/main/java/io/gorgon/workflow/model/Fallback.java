package io.gorgon.workflow.model;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What takes the place of a step that has failed: a value or another step.
 *
 * @param value the value of the step's first output; null when there is a step
 * @param step its answer is bound to the outputs of the step that failed; null when there is a
 *     value
 */
public record Fallback(JsonNode value, Step step) {}
