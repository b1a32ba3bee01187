package io.gorgon.shell;

import io.gorgon.shell.Placeholder.Context;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The values of a script's placeholders, and the variables that they travel in. */
final class BoundValues {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,=-]+");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");

    /** An environment variable and what it is for. */
    record Variable(String name, String value, Placeholder placeholder) {}

    private final Map<Placeholder, String> texts = new IdentityHashMap<>();
    private final Map<Placeholder, List<String>> words = new IdentityHashMap<>();
    private final Map<Placeholder, List<String>> names = new IdentityHashMap<>();
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final List<Variable> variables = new ArrayList<>();

    BoundValues(List<Placeholder> placeholders, Function<String, Object> resolver) {
        for (Placeholder placeholder : placeholders) {
            if (!values.containsKey(placeholder.expression())) {
                values.put(placeholder.expression(), resolver.apply(placeholder.expression()));
            }
            bind(placeholder, values.get(placeholder.expression()));
        }
    }

    private void bind(Placeholder placeholder, Object value) {
        if (placeholder.isCommand()) {
            List<String> split = clear(placeholder, () -> ValueText.words(value));
            words.put(placeholder, split);
            texts.put(placeholder, String.join(" ", split));
            names.put(placeholder, split.stream().map(it -> add(it, placeholder)).toList());
            return;
        }
        String text = clear(placeholder, () -> ValueText.of(value));
        if (placeholder.context() == Context.ARITHMETIC && !WHOLE_NUMBER.matcher(text).matches()) {
            throw new RefusedCommandException(
                    placeholder.offset(),
                    "The value of '%s' must be a whole number, because it stands in '$(('."
                            .formatted(placeholder));
        }
        texts.put(placeholder, text);
        names.put(placeholder, List.of(nameOf(text, placeholder)));
    }

    private static <T> T clear(Placeholder placeholder, Supplier<T> conversion) {
        try {
            return conversion.get();
        } catch (IllegalArgumentException e) {
            throw new RefusedCommandException(
                    placeholder.offset(),
                    "The value of '%s' %s.".formatted(placeholder, e.getMessage()));
        }
    }

    private String nameOf(String text, Placeholder placeholder) {
        return variables.stream()
                .filter(it -> !it.placeholder().isCommand())
                .filter(it -> it.placeholder().expression().equals(placeholder.expression()))
                .map(Variable::name)
                .findFirst()
                .orElseGet(() -> add(text, placeholder));
    }

    private String add(String value, Placeholder placeholder) {
        String name = "GORGON_" + variables.size();
        variables.add(new Variable(name, value, placeholder));
        return name;
    }

    String text(Placeholder placeholder) {
        return texts.get(placeholder);
    }

    List<String> words(Placeholder placeholder) {
        return words.get(placeholder);
    }

    List<Variable> variables() {
        return variables;
    }

    /** A value as a person would write it in the place of its placeholder. */
    String written(Placeholder placeholder) {
        List<String> parts =
                placeholder.isCommand() ? words(placeholder) : List.of(text(placeholder));
        boolean bare = placeholder.context() == Context.BARE;
        return parts.stream()
                .map(part -> bare && !PLAIN.matcher(part).matches() ? inQuotes(part) : part)
                .collect(Collectors.joining(" "));
    }

    private static String inQuotes(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** The shell text that stands for a placeholder: a reference that is never split nor read. */
    String reference(Placeholder placeholder) {
        String reference = "${" + names.get(placeholder).get(0) + "}";
        return switch (placeholder.context()) {
            case DOUBLE_QUOTED, HERE_DOCUMENT -> reference;
            case SINGLE_QUOTED -> "'\"" + reference + "\"'";
            case ARITHMETIC -> "(" + reference + ")";
            case BARE -> quoted(names.get(placeholder));
        };
    }

    private static String quoted(List<String> names) {
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            text.append(text.isEmpty() ? "" : " ").append("\"${").append(name).append("}\"");
        }
        return text.toString();
    }
}
