package io.gorgon.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.shell.ShellPolicy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Reads {@code shell}. */
final class ShellReader {

    private static final JsonPointer SHELL = JsonPointer.compile("/shell");

    private ShellReader() {}

    static ShellPolicy read(ConfigDocument document) {
        JsonNode shell = document.at(SHELL);
        return new ShellPolicy(
                new LinkedHashSet<>(names(value(shell, "allowed"))),
                names(value(shell, "environment")),
                value(shell, "max_output_bytes").longValue());
    }

    private static JsonNode value(JsonNode shell, String key) {
        JsonNode value = shell.path(key);
        return value.isMissingNode() || value.isNull()
                ? Defaults.instance().shell().path(key)
                : value;
    }

    private static List<String> names(JsonNode list) {
        List<String> names = new ArrayList<>();
        list.forEach(name -> names.add(name.textValue()));
        return names;
    }
}
