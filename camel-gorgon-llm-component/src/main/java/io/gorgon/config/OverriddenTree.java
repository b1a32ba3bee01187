package io.gorgon.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gorgon.yaml.InvalidYamlException;
import io.gorgon.yaml.PositionedYaml;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Puts overrides into a configuration's tree. */
final class OverriddenTree {

    private static final String MODE = "llm.mode";

    private final ObjectNode tree;
    private final Map<JsonPointer, String> options = new LinkedHashMap<>();
    private final List<ConfigProblem> problems = new ArrayList<>();

    /**
     * @param file the tree of the file; is copied
     */
    OverriddenTree(ObjectNode file, ConfigOverrides overrides) {
        boolean none = overrides.mode() == null && overrides.settings().isEmpty();
        tree = none ? file : file.deepCopy();
        overrides.settings().forEach(this::apply);
        if (overrides.mode() != null) {
            set(MODE, TextNode.valueOf(overrides.mode().label()));
        }
    }

    ObjectNode tree() {
        return tree;
    }

    /** The values that were set, with the names of the options. */
    Map<JsonPointer, String> options() {
        return options;
    }

    List<ConfigProblem> problems() {
        return problems;
    }

    private void apply(String option, String text) {
        try {
            set(option, PositionedYaml.parse(text).tree());
        } catch (InvalidYamlException notYaml) {
            problem(option, "its value cannot be read: " + notYaml.problems().get(0).message());
        }
    }

    private void problem(String option, String message) {
        problems.add(new ConfigProblem("option " + option, 0, 0, message));
    }

    private void set(String option, JsonNode value) {
        List<String> segments = Arrays.asList(option.split("\\.", -1));
        ObjectNode mapping = tree;
        JsonPointer pointer = JsonPointer.empty();
        int from = 0;
        while (true) {
            List<String> rest = segments.subList(from, segments.size());
            int length = lengthOfName(pointer, mapping, rest);
            String name = name(pointer, mapping, String.join(".", rest.subList(0, length)));
            pointer = pointer.appendProperty(name);
            from += length;
            if (from == segments.size()) {
                mapping.set(name, value);
                options.put(pointer, option);
                return;
            }
            if (mapping.path(name) instanceof ObjectNode child) {
                mapping = child;
            } else if (mapping.path(name).isMissingNode() || mapping.path(name).isNull()) {
                mapping = mapping.putObject(name);
            } else {
                problem(option, ConfigDocument.label(pointer) + " is no mapping to set a key in");
                return;
            }
        }
    }

    /**
     * How many segments make the next name: more than one where names are free and hold dots, as
     * those of models do.
     */
    private static int lengthOfName(JsonPointer at, ObjectNode mapping, List<String> rest) {
        ConfigSchema schema = ConfigSchema.instance();
        JsonNode free = schema.definition(at).path("additionalProperties");
        if (!free.isObject() || schema.keys(at).contains(rest.get(0))) {
            return 1;
        }
        for (int length = 1; length <= rest.size(); length++) {
            String name = String.join(".", rest.subList(0, length));
            List<String> below = schema.keys(at.appendProperty(name));
            boolean ends = length == rest.size();
            if (mapping.has(name) || !ends && below.contains(snakeCase(rest.get(length)))) {
                return length;
            }
            if (ends && below.isEmpty() && !isMap(schema, at.appendProperty(name))) {
                return length;
            }
        }
        return 1;
    }

    private static boolean isMap(ConfigSchema schema, JsonPointer at) {
        return schema.definition(at).path("additionalProperties").isObject();
    }

    /** A segment as the file would write it: known keys in any case, other names as they are. */
    private static String name(JsonPointer at, ObjectNode mapping, String segment) {
        String snake = snakeCase(segment);
        if (ConfigSchema.instance().keys(at).contains(snake)) {
            return snake;
        }
        if (!mapping.has(segment) && mapping.has(snake)) {
            return snake;
        }
        return segment;
    }

    private static String snakeCase(String segment) {
        return segment.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_")
                .replace('-', '_')
                .toLowerCase(Locale.ROOT);
    }
}
