package io.gorgon.camel.workflow;

import java.util.List;
import java.util.Map;

/**
 * What an item of a {@code fan_out} step gave.
 *
 * @param value what stands for it in the list of results; may be null
 */
record ItemResult(Object value) {

    private static final String RESPONSE = "response";

    /**
     * @param outputs the outputs that the step for the item declares
     * @param bound those of them that have a value
     * @param answer all that it gave
     */
    static ItemResult of(
            List<String> outputs, Map<String, Object> bound, Map<String, Object> answer) {
        if (outputs.size() > 1) {
            return new ItemResult(bound);
        }
        if (outputs.size() == 1 && bound.containsKey(outputs.get(0))) {
            return new ItemResult(bound.get(outputs.get(0)));
        }
        return new ItemResult(answer.containsKey(RESPONSE) ? answer.get(RESPONSE) : answer);
    }
}
