package io.gorgon.workflow.step;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.model.StepOutput;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The JSON Schema by which a model is asked for the outputs of a step. */
public final class OutputSchema {

    private OutputSchema() {}

    /**
     * The schema of an object with exactly the outputs that only the answer's text can fill. One
     * output that is a text needs none: it is the whole answer.
     *
     * @param answerKeys the outputs of these names are filled otherwise
     * @return empty when the text of the answer will do
     */
    public static Optional<ObjectNode> of(Step step, Set<String> answerKeys, Compilation route) {
        List<StepOutput> asked =
                step.outputs().stream()
                        .filter(output -> !output.name().equals("response"))
                        .filter(output -> !answerKeys.contains(output.name()))
                        .toList();
        boolean wholeText =
                asked.size() == 1 && route.typeOf(step, asked.get(0).name()).equals("string");
        return asked.isEmpty() || wholeText
                ? Optional.empty()
                : Optional.of(object(step, asked, route));
    }

    private static ObjectNode object(Step step, List<StepOutput> outputs, Compilation route) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        schema.put("additionalProperties", false);
        for (StepOutput output : outputs) {
            ObjectNode property = properties.putObject(output.name());
            String type = route.typeOf(step, output.name());
            property.put("type", type);
            property.put("description", description(output));
            if (type.equals("array") && output.type() == null) {
                property.putObject("items").put("type", "string");
            }
            required.add(output.name());
        }
        return schema;
    }

    private static String description(StepOutput output) {
        return output.description().isBlank()
                ? output.name().replace('_', ' ').strip()
                : output.description().strip();
    }
}
