package io.gorgon.workflow.type;

/** The step that asks a model, by its plain name. */
public final class LlmStepType extends ModelStepType {

    public LlmStepType() {
        super("llm", "A model answers a prompt.", null);
    }
}
