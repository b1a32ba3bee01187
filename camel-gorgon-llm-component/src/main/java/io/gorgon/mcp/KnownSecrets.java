package io.gorgon.mcp;

import io.gorgon.llm.http.Redaction;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Makes texts of a server fit for messages and logs: hides the values of the variables that the
 * server was given, and what looks like a key. Reads the variables when it hides, and keeps none.
 */
final class KnownSecrets {

    /** Shorter values, such as a language, are no keys and are parts of ordinary words. */
    private static final int SHORTEST = 6;

    private final List<String> variables;
    private final Function<String, String> environment;

    KnownSecrets(McpServerSettings settings, Function<String, String> environment) {
        this.variables =
                Stream.concat(
                                settings.environment().stream(),
                                Stream.ofNullable(settings.apiKeyEnv()))
                        .toList();
        this.environment = environment;
    }

    /** The text on one line, short, without keys; null becomes empty. */
    String hide(String text) {
        if (text == null) {
            return "";
        }
        String hidden = text;
        List<String> values =
                variables.stream()
                        .map(environment)
                        .filter(Objects::nonNull)
                        .map(String::strip)
                        .filter(value -> value.length() >= SHORTEST)
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .toList();
        for (String value : values) {
            hidden = hidden.replace(value, "***");
        }
        return Redaction.line(hidden);
    }
}
