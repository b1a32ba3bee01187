package io.gorgon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.workflow.input.InputType;
import io.gorgon.workflow.input.WorkflowInput;
import io.gorgon.workflow.value.PlainValues;
import io.gorgon.yaml.InvalidYamlException;
import io.gorgon.yaml.Nearest;
import io.gorgon.yaml.PositionedYaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The values that a command line gives to the inputs of a workflow. */
final class GivenInputs {

    /** Before a value that a file has. */
    private static final String FROM_FILE = "@";

    private final Surroundings surroundings;
    private final Map<String, Object> fromFile = new LinkedHashMap<>();
    private final Map<String, String> fromOptions = new LinkedHashMap<>();

    private GivenInputs(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * @param file a YAML or JSON mapping; null for none
     * @param options such as {@code name=value}; they stand above the file
     * @throws InvalidInputException if one of them cannot be read
     */
    static GivenInputs read(Path file, List<String> options, Surroundings surroundings) {
        GivenInputs given = new GivenInputs(surroundings);
        if (file != null) {
            given.readFile(surroundings.directory().resolve(file));
        }
        options.forEach(given::readOption);
        return given;
    }

    private void readFile(Path file) {
        JsonNode tree;
        try {
            tree = PositionedYaml.parse(InputText.ofFile(file, "variables")).tree();
        } catch (InvalidYamlException e) {
            throw new InvalidInputException(
                    file + ":" + e.problems().get(0).position().line() + ": " + e.getMessage(), e);
        }
        if (!tree.isObject()) {
            throw new InvalidInputException(
                    file + " has to be a mapping of names to values, in YAML or JSON");
        }
        tree.properties()
                .forEach(each -> fromFile.put(each.getKey(), PlainValues.plain(each.getValue())));
    }

    private void readOption(String option) {
        int equals = option.indexOf('=');
        if (equals < 1) {
            throw new InvalidInputException(
                    "--var " + option + " has no name and value: write it like name=value");
        }
        fromOptions.put(option.substring(0, equals).strip(), option.substring(equals + 1));
    }

    Set<String> names() {
        Map<String, Object> all = new LinkedHashMap<>(fromFile);
        all.putAll(fromOptions);
        return all.keySet();
    }

    /** The values as the options mean them: for some inputs that depends on the type. */
    Map<String, Object> values(List<WorkflowInput> declared) {
        Map<String, Object> values = new LinkedHashMap<>(fromFile);
        fromOptions.forEach((name, text) -> values.put(name, value(text, type(name, declared))));
        return values;
    }

    private static InputType type(String name, List<WorkflowInput> declared) {
        return declared.stream()
                .filter(input -> input.name().equals(name))
                .findFirst()
                .map(WorkflowInput::type)
                .orElse(null);
    }

    private String value(String text, InputType type) {
        if (!text.startsWith(FROM_FILE)) {
            return text;
        }
        String rest = text.substring(FROM_FILE.length());
        // Two signs stand for one; an input of the type file reads its file itself.
        if (rest.startsWith(FROM_FILE) || type == InputType.FILE) {
            return rest;
        }
        return InputText.ofFile(surroundings.directory().resolve(rest), "value");
    }

    /** Sentences about names that the workflow does not declare and that look like one it does. */
    List<String> doubts(List<WorkflowInput> declared) {
        List<String> known = declared.stream().map(WorkflowInput::name).toList();
        List<String> doubts = new ArrayList<>();
        for (String name : names()) {
            Optional<String> nearest =
                    known.contains(name) ? Optional.empty() : Nearest.of(name, known);
            nearest.ifPresent(
                    it ->
                            doubts.add(
                                    "the workflow has no input '"
                                            + name
                                            + "'; did you mean '"
                                            + it
                                            + "'?"));
        }
        return doubts;
    }
}
