package io.gorgon.workflow.input;

import io.gorgon.workflow.value.PlainValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Binds given values to declared inputs. */
public final class Inputs {

    private Inputs() {}

    /** As {@link #bind(List, Map, Function)}, where no file can be read. */
    public static BoundInputs bind(List<WorkflowInput> declared, Map<String, Object> given) {
        return bind(declared, given, path -> null);
    }

    /**
     * The variables that a run starts with. A default applies whenever nothing is given, required
     * or not; a null that was given counts as given; values without a declaration are kept as they
     * are.
     *
     * @param files gives the text of the file at a path; null, or an exception, when it cannot be
     *     read. It is asked only for inputs of the type file; the empty text names none and stays
     *     as it is.
     */
    public static BoundInputs bind(
            List<WorkflowInput> declared,
            Map<String, Object> given,
            Function<String, String> files) {
        Map<String, Object> values = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (WorkflowInput input : declared) {
            boolean isGiven = given.containsKey(input.name());
            if (isGiven || input.defaultValue() != null) {
                Object value = isGiven ? given.get(input.name()) : input.defaultValue();
                values.put(input.name(), value(input, value, files, refused));
            } else if (input.required()) {
                missing.add("Missing required input: " + input.name());
            }
        }
        given.forEach(
                (name, value) -> {
                    if (!values.containsKey(name)) {
                        values.put(name, PlainValues.plain(value));
                    }
                });
        missing.addAll(refused);
        return new BoundInputs(values, missing);
    }

    /** The value as its type wants it; null, and a problem, when it cannot be that. */
    private static Object value(
            WorkflowInput input,
            Object value,
            Function<String, String> files,
            List<String> problems) {
        Object plain = PlainValues.plain(value);
        if (plain == null || input.type() == null) {
            return plain;
        }
        Optional<Object> coerced = Coercion.coerce(input.type(), plain);
        if (coerced.isEmpty()) {
            problems.add(InputWords.refused(input.name(), input.type(), plain, "it got"));
            return null;
        }
        if (input.type() != InputType.FILE || coerced.get().equals("")) {
            return coerced.get();
        }
        String path = (String) coerced.get();
        String content = read(path, files);
        if (content == null) {
            problems.add(InputWords.unreadable(input.name(), path));
        }
        return content;
    }

    private static String read(String path, Function<String, String> files) {
        try {
            return files.apply(path);
        } catch (RuntimeException unreadable) {
            return null;
        }
    }
}
