package io.gorgon.workflow.step;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.workflow.model.Step;
import java.util.LinkedHashSet;
import java.util.Set;

/** The placeholders in the parameters of a step. */
public final class TemplatedParams {

    private TemplatedParams() {}

    /** The variables that they name; what is not a template is left to the check. */
    public static Set<String> names(Step step, StepType type) {
        Set<String> names = new LinkedHashSet<>();
        step.params()
                .properties()
                .forEach(
                        param -> {
                            if (!type.literalParams().contains(param.getKey())
                                    && !step.blocks().containsKey(param.getKey())) {
                                collect(param.getValue(), names);
                            }
                        });
        return names;
    }

    private static void collect(JsonNode value, Set<String> names) {
        if (value.isContainerNode()) {
            value.forEach(child -> collect(child, names));
        } else if (value.isTextual()) {
            names.addAll(PlaceholderNames.of(value.textValue()));
        }
    }
}
