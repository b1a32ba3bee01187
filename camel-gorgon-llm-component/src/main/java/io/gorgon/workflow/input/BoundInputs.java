package io.gorgon.workflow.input;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The variables that a run starts with.
 *
 * @param values declared inputs in their order, then the others; a value may be null
 * @param problems a sentence each; the run must not start unless this is empty
 */
public record BoundInputs(Map<String, Object> values, List<String> problems) {

    public BoundInputs {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        problems = List.copyOf(problems);
    }
}
