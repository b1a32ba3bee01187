package io.gorgon.workflow.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.workflow.step.Compilation;

/** A list of values: written out, or a placeholder that is one. */
final class Items {

    /** Stands between texts that a model is to read one after the other. */
    private static final String SEPARATED = ".join(\"\\n---\\n\")}";

    private Items() {}

    /** The language {@code gorgon-items}: a template, or the list as JSON. */
    static ObjectNode expression(JsonNode items, Compilation route) {
        return route.expression(
                "gorgon-items", items.isTextual() ? items.textValue() : items.toString());
    }

    /** A prompt in which the list of one name stands as text, item by item. */
    static String joined(String prompt, String name, String variable) {
        return prompt.replace("${" + name + "}", "${" + variable + SEPARATED);
    }
}
