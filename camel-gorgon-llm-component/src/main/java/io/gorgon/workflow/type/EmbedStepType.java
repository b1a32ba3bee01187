package io.gorgon.workflow.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.step.Compilation;
import io.gorgon.workflow.step.StepClass;
import io.gorgon.workflow.step.StepType;
import java.util.Map;
import java.util.Set;

/** Turns texts into vectors. */
public final class EmbedStepType implements StepType {

    @Override
    public String name() {
        return "embed";
    }

    @Override
    public String description() {
        return "Turns a text, or each text of a list, into a vector of numbers.";
    }

    @Override
    public ObjectNode paramsSchema() {
        return new ParamsSchema()
                .either(
                        "text",
                        "The text or the texts; placeholders are filled in.",
                        "string",
                        "array")
                .model("model", "The model to ask, where a permitted provider has it.")
                .count(
                        "estimated_tokens",
                        0,
                        "What the step is expected to use; for plans, not a limit.")
                .required("text")
                .build();
    }

    @Override
    public StepClass stepClass() {
        return StepClass.PAID;
    }

    @Override
    public Set<String> answerKeys(Step step) {
        return Set.of("model", "provider", "tokens_used", "cost_usd");
    }

    @Override
    public Set<String> literalParams() {
        return Set.of("model");
    }

    @Override
    public ArrayNode compile(Step step, Compilation route) {
        JsonNode text = step.params().path("text");
        String model = step.text("model");
        ArrayNode steps = JsonNodeFactory.instance.arrayNode();
        steps.add(
                route.setBody(
                        text.isTextual() && !isPlaceholder(text.textValue())
                                ? route.text(text.textValue())
                                : route.structure(text)));
        steps.add(
                route.to(
                        "gorgon-llm:embedding",
                        model == null ? Map.of() : Map.of("preferredModel", model)));
        return steps;
    }

    /** A placeholder alone may stand for a list of texts. */
    private static boolean isPlaceholder(String text) {
        return text.startsWith("${") && text.indexOf('}') == text.length() - 1;
    }
}
