package io.gorgon.workflow.input;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.workflow.value.PlainValues;
import io.gorgon.yaml.Nearest;
import io.gorgon.yaml.QuotedText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads declared inputs and collects what is wrong with them. */
final class InputsParser {

    private static final String NAME = "name";
    private static final String TYPE = "type";
    private static final String REQUIRED = "required";
    private static final String DEFAULT = "default";
    private static final String DESCRIPTION = "description";

    private final List<WorkflowInput> inputs = new ArrayList<>();
    private final List<InputProblem> problems = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    ParsedInputs parse(JsonNode node) {
        if (node != null && node.isObject()) {
            node.properties().forEach(this::readEntry);
        } else if (node != null && node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                readItem(node.get(i), JsonPointer.empty().appendIndex(i));
            }
        } else if (node != null && !node.isNull() && !node.isMissingNode()) {
            problem(
                    JsonPointer.empty(),
                    "Field 'inputs' must be an object, from name to specification, or a list");
        }
        return new ParsedInputs(inputs, problems);
    }

    private void readEntry(Map.Entry<String, JsonNode> entry) {
        JsonPointer where = JsonPointer.empty().appendProperty(entry.getKey());
        JsonNode specification = entry.getValue();
        if (entry.getKey().isBlank()) {
            problem(where, "An input needs a name.");
        } else if (specification.isNull()) {
            inputs.add(new WorkflowInput(entry.getKey(), null, false, null, null));
        } else if (specification.isTextual()) {
            InputType type = type(entry.getKey(), specification, where);
            inputs.add(new WorkflowInput(entry.getKey(), type, false, null, null));
        } else if (specification.isObject()) {
            read(entry.getKey(), specification, where, false);
        } else {
            problem(where, input(entry.getKey()) + " must be a type or an object with its type.");
        }
    }

    private void readItem(JsonNode item, JsonPointer where) {
        JsonNode name = item.isTextual() ? item : item.path(NAME);
        if (!name.isTextual() || name.textValue().isBlank()) {
            problem(where, "An input in a list needs a 'name', a text.");
        } else if (!names.add(name.textValue())) {
            problem(where, input(name.textValue()) + " is declared twice.");
        } else if (item.isTextual()) {
            inputs.add(new WorkflowInput(name.textValue(), null, true, null, null));
        } else {
            read(name.textValue(), item, where, !item.has(DEFAULT));
        }
    }

    private void read(
            String name, JsonNode specification, JsonPointer where, boolean requiredUnlessSaid) {
        JsonNode required = specification.path(REQUIRED);
        if (!required.isMissingNode() && !required.isBoolean()) {
            problem(
                    where.appendProperty(REQUIRED),
                    input(name) + ": 'required' must be true or false.");
        }
        JsonNode typeWord = specification.get(TYPE);
        InputType type =
                typeWord == null || typeWord.isNull()
                        ? null
                        : type(name, typeWord, where.appendProperty(TYPE));
        JsonNode defaultValue = specification.get(DEFAULT);
        requireFits(name, type, defaultValue, where.appendProperty(DEFAULT));
        JsonNode description = specification.path(DESCRIPTION);
        inputs.add(
                new WorkflowInput(
                        name,
                        type,
                        required.asBoolean(requiredUnlessSaid),
                        defaultValue,
                        description.isValueNode() && !description.isNull()
                                ? description.asText()
                                : null));
    }

    private InputType type(String name, JsonNode word, JsonPointer where) {
        String text = word.isTextual() ? word.textValue() : word.toString();
        InputType type = InputType.of(text).orElse(null);
        if (type == null) {
            problem(
                    where,
                    input(name)
                            + ": unknown type "
                            + QuotedText.of(text)
                            + Nearest.of(text, InputType.words())
                                    .map(nearest -> "; did you mean '" + nearest + "'?")
                                    .orElse(
                                            "; use one of "
                                                    + String.join(", ", InputType.words())
                                                    + "."));
        }
        return type;
    }

    private void requireFits(String name, InputType type, JsonNode value, JsonPointer where) {
        if (type == null || value == null || value.isNull()) {
            return;
        }
        Object plain = PlainValues.plain(value);
        if (Coercion.coerce(type, plain).isEmpty()) {
            problem(where, InputWords.refused(name, type, plain, "its default is"));
        }
    }

    private static String input(String name) {
        return "Input " + QuotedText.of(name);
    }

    private void problem(JsonPointer where, String message) {
        problems.add(new InputProblem(where, message));
    }
}
