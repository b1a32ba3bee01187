package io.gorgon.workflow.type;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;

/** The variables that a condition looks at, in whatever depth. */
final class ConditionFields {

    private ConditionFields() {}

    static Set<String> of(JsonNode condition) {
        Set<String> names = new LinkedHashSet<>();
        collect(condition, names);
        return names;
    }

    private static void collect(JsonNode condition, Set<String> names) {
        if (!condition.isContainerNode()) {
            return;
        }
        if (condition.isArray()) {
            condition.forEach(part -> collect(part, names));
            return;
        }
        if (!condition.isObject()) {
            return;
        }
        JsonNode field = condition.path("field");
        if (field.isTextual()) {
            names.add(field.textValue().split("[.\\[]", 2)[0]);
        }
        for (String combination : new String[] {"all", "any", "not"}) {
            if (condition.has(combination)) {
                collect(condition.get(combination), names);
            }
        }
    }
}
