package io.gorgon.workflow.template;

import io.gorgon.workflow.value.PlainValues;
import io.gorgon.workflow.value.ValuePath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a template can do with a value. Every function is total: for a value that it cannot be
 * applied to it gives null, which is "no value".
 */
enum TemplateFunction {

    /** The parts of a text between a separator; without one, its words. */
    SPLIT("split('/')", 0, 1, String.class) {
        @Override
        Object apply(Object value, List<Object> arguments) {
            String text = scalarText(value);
            if (text == null) {
                return null;
            }
            return arguments.isEmpty() ? words(text) : parts(text, (String) arguments.get(0));
        }
    },

    /** The item at a place of a list, as {@code [0]} does. */
    INDEX("index(0)", 1, 1, Integer.class) {
        @Override
        Object apply(Object value, List<Object> arguments) {
            return ValuePath.step(value, arguments.get(0));
        }
    },

    /** How many items, entries or characters it has. */
    LENGTH("length()", 0, 0, Void.class) {
        @Override
        Object apply(Object value, List<Object> arguments) {
            if (value instanceof Collection<?> items) {
                return items.size();
            }
            if (value instanceof Map<?, ?> entries) {
                return entries.size();
            }
            String text = scalarText(value);
            return text == null ? null : text.codePointCount(0, text.length());
        }
    },

    /** The text without the blanks around it. */
    TRIM("trim()", 0, 0, Void.class) {
        @Override
        Object apply(Object value, List<Object> arguments) {
            String text = scalarText(value);
            return text == null ? null : text.strip();
        }
    },

    UPPER("upper()", 0, 0, Void.class) {
        @Override
        Object apply(Object value, List<Object> arguments) {
            String text = scalarText(value);
            return text == null ? null : text.toUpperCase(Locale.ROOT);
        }
    },

    LOWER("lower()", 0, 0, Void.class) {
        @Override
        Object apply(Object value, List<Object> arguments) {
            String text = scalarText(value);
            return text == null ? null : text.toLowerCase(Locale.ROOT);
        }
    },

    /** The items of a list as one text. */
    JOIN("join(', ')", 1, 1, String.class) {
        @Override
        Object apply(Object value, List<Object> arguments) {
            return value instanceof Collection<?> items
                    ? items.stream()
                            .map(item -> PlainValues.text(item).orElse(""))
                            .collect(Collectors.joining((String) arguments.get(0)))
                    : null;
        }
    },

    /** What stands for a missing value and for an empty text. */
    DEFAULT("default('x')", 1, 1, Object.class) {
        @Override
        Object apply(Object value, List<Object> arguments) {
            return value == null || value.equals("") ? arguments.get(0) : value;
        }
    };

    private final String example;
    private final int fewest;
    private final int most;
    private final Class<?> argumentType;

    TemplateFunction(String example, int fewest, int most, Class<?> argumentType) {
        this.example = example;
        this.fewest = fewest;
        this.most = most;
        this.argumentType = argumentType;
    }

    /**
     * @param value plain; null when there is none
     * @param arguments as {@link #problem} wants them
     * @return null for no value
     */
    abstract Object apply(Object value, List<Object> arguments);

    static Optional<TemplateFunction> named(String name) {
        return Arrays.stream(values())
                .filter(function -> function.templateName().equals(name))
                .findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(TemplateFunction::templateName).toList();
    }

    String templateName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is wrong with the arguments, as a part of a sentence. */
    Optional<String> problem(List<Object> arguments) {
        boolean fits =
                arguments.size() >= fewest
                        && arguments.size() <= most
                        && arguments.stream().allMatch(argumentType::isInstance);
        if (!fits) {
            return Optional.of(templateName() + " is written like " + example);
        }
        if (this == SPLIT && arguments.contains("")) {
            return Optional.of("split needs a separator that is not empty, as in " + example);
        }
        return Optional.empty();
    }

    private static String scalarText(Object value) {
        return PlainValues.isScalar(value) ? PlainValues.text(value).orElse(null) : null;
    }

    private static List<String> words(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() ? List.of() : List.of(stripped.split("\\s+"));
    }

    private static List<String> parts(String text, String separator) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, start)) {
            parts.add(text.substring(start, end));
            start = end + separator.length();
        }
        parts.add(text.substring(start));
        return parts;
    }
}
