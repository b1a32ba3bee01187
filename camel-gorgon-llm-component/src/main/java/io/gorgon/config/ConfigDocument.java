package io.gorgon.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.yaml.Position;
import io.gorgon.yaml.PositionedYaml;
import io.gorgon.yaml.QuotedText;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/** A configuration as it was written, with the overrides in it, and where each part is from. */
final class ConfigDocument {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.:/*-]{1,60}");

    private final ConfigSource source;
    private final PositionedYaml yaml;
    private final JsonNode tree;
    private final Map<JsonPointer, String> options;

    /**
     * @param tree what the text says, with the overrides
     * @param options the values that overrides set, with the names of the options
     */
    ConfigDocument(
            ConfigSource source,
            PositionedYaml yaml,
            JsonNode tree,
            Map<JsonPointer, String> options) {
        this.source = source;
        this.yaml = yaml;
        this.tree = tree;
        this.options = options;
    }

    JsonNode tree() {
        return tree;
    }

    JsonNode at(JsonPointer pointer) {
        return tree.at(pointer);
    }

    String source() {
        return source.name();
    }

    /** Whether the file has no mapping there; what options add to it does not count. */
    boolean leavesOut(JsonPointer pointer) {
        return !yaml.tree().at(pointer).isObject() && !options.containsKey(pointer);
    }

    /** The folder that relative paths of a value start at. */
    Path folderOf(JsonPointer pointer) {
        return optionOf(pointer) == null ? source.folder() : ConfigSource.currentFolder();
    }

    ConfigProblem atKey(JsonPointer pointer, String message) {
        return problem(pointer, yaml.key(pointer), message);
    }

    ConfigProblem atValue(JsonPointer pointer, String message) {
        return problem(pointer, yaml.value(pointer), message);
    }

    private ConfigProblem problem(JsonPointer pointer, Position position, String message) {
        String option = optionOf(pointer);
        if (option != null) {
            return new ConfigProblem("option " + option, 0, 0, message);
        }
        if (!source.hasText()) {
            return new ConfigProblem(source.name(), 0, 0, message);
        }
        return new ConfigProblem(source.name(), position.line(), position.column(), message);
    }

    /** Where a key is, for a sentence: {@code gorgon.yaml, line 12}. */
    String whereKey(JsonPointer pointer) {
        String option = optionOf(pointer);
        if (option != null) {
            return "option " + option;
        }
        return source.hasText()
                ? source.fileName() + ", line " + yaml.key(pointer).line()
                : "the " + source.name();
    }

    /** The option that a value is from; null when the file has it. */
    private String optionOf(JsonPointer pointer) {
        for (JsonPointer at = pointer; at != null; at = at.head()) {
            if (options.containsKey(at)) {
                return options.get(at);
            }
        }
        if (yaml.tree().at(pointer).isMissingNode()) {
            String around = pointer + "/";
            for (Map.Entry<JsonPointer, String> option : options.entrySet()) {
                if (option.getKey().toString().startsWith(around)) {
                    return option.getValue();
                }
            }
        }
        return null;
    }

    /** A place in words: {@code llm.prices.openai[0]}; "the top level" for the whole. */
    static String label(JsonPointer pointer) {
        StringBuilder label = new StringBuilder();
        for (JsonPointer at = pointer; !at.matches(); at = at.tail()) {
            String name = at.getMatchingProperty();
            if (at.mayMatchElement()) {
                label.append('[').append(name).append(']');
            } else {
                label.append(label.isEmpty() ? "" : ".").append(shown(name));
            }
        }
        return label.isEmpty() ? "the top level" : label.toString();
    }

    private static String shown(String name) {
        boolean plain = PLAIN.matcher(name).matches() && !QuotedText.looksSecret(name);
        return plain ? name : QuotedText.of(name);
    }
}
