package io.gorgon.shell;

import io.gorgon.shell.BoundValues.Variable;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The text and the variables of a script in the form in which a process can get them. */
final class ProcessInput {

    /** Linux: MAX_ARG_STRLEN, 32 pages; execve(2). */
    private static final int MAX_STRING_BYTES = 131_072;

    /**
     * Linux allows a quarter of the stack limit, 2 MiB as a rule, for arguments and variables
     * together, and a value may stand in both.
     */
    private static final int MAX_TOTAL_BYTES = 900_000;

    private static final String SCRIPT = "GORGON_SCRIPT";

    private final NativeText nativeText;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final StringBuilder start = new StringBuilder();
    private long totalBytes;

    ProcessInput(NativeText nativeText) {
        this.nativeText = nativeText;
    }

    Map<String, String> environment() {
        return environment;
    }

    /**
     * The text for {@code sh -c}.
     *
     * @throws RefusedCommandException when a value or the text is longer than a process can get
     */
    String prepare(RunnableScript script) {
        script.variables().forEach(this::variable);
        String text = start + script.text();
        if (!nativeText.needsEscapes(text)) {
            requireFits(0, "The command", bytes(text));
            return text;
        }
        String escaped = NativeText.escaped(text);
        requireFits(0, "The command", SCRIPT.length() + bytes(escaped));
        environment.put(SCRIPT, escaped);
        return "eval \"$(printf %b \"$" + SCRIPT + "\")\"";
    }

    private void variable(Variable variable) {
        String name = variable.name();
        String value = variable.value();
        if (nativeText.needsEscapes(value)) {
            value = NativeText.escaped(value);
            start.append("%1$s=$(printf %%b. \"$%1$s\"); %1$s=${%1$s%%.}; ".formatted(name));
        }
        long bytes = name.length() + 2L + bytes(value);
        requireFits(
                variable.placeholder().offset(),
                "The value of '" + variable.placeholder() + "'",
                bytes);
        totalBytes += bytes;
        if (totalBytes > MAX_TOTAL_BYTES) {
            throw new RefusedCommandException(
                    variable.placeholder().offset(),
                    "The values of the command are together longer than %d bytes, more than a program can get as arguments. Write them to a file, and give the command its name."
                            .formatted(MAX_TOTAL_BYTES));
        }
        environment.put(name, value);
    }

    private static void requireFits(int offset, String what, long bytes) {
        if (bytes > MAX_STRING_BYTES) {
            throw new RefusedCommandException(
                    offset,
                    "%s is longer than %d bytes, more than a program can get as one argument. Write it to a file, and give the command its name."
                            .formatted(what, MAX_STRING_BYTES));
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
