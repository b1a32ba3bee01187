package io.gorgon.workflow.type;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.step.Compilation;
import io.gorgon.workflow.step.StepClass;
import io.gorgon.workflow.step.StepType;
import java.util.Set;

/** A step that a model answers, always through the router. */
abstract class ModelStepType implements StepType {

    private final String name;
    private final String description;
    private final String defaultRole;

    /**
     * @param defaultRole who answers when the step names nobody; null for nobody
     */
    ModelStepType(String name, String description, String defaultRole) {
        this.name = name;
        this.description = description;
        this.defaultRole = defaultRole;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public ObjectNode paramsSchema() {
        ParamsSchema params =
                new ParamsSchema()
                        .filledText("prompt", "What is asked; placeholders are filled in.")
                        .flag(
                                DelegateStepType.NAME,
                                false,
                                "Whether the model divides the task among agents: the step is one of"
                                        + " the type delegate then, with what can be said there.");
        return ModelCall.describe(DelegateStepType.delegations(params)).required("prompt").build();
    }

    @Override
    public StepClass stepClass() {
        return StepClass.PAID;
    }

    @Override
    public Set<String> answerKeys(Step step) {
        return ModelCall.ANSWER_KEYS;
    }

    @Override
    public boolean asksModel() {
        return true;
    }

    @Override
    public Set<String> literalParams() {
        return ModelCall.LITERAL_PARAMS;
    }

    @Override
    public ArrayNode compile(Step step, Compilation route) {
        String prompt = step.text("prompt");
        return ModelCall.compile(step, route, prompt == null ? "" : prompt, defaultRole);
    }
}
