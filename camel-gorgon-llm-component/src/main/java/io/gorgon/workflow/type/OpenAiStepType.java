package io.gorgon.workflow.type;

/** The original's other name for {@link LlmStepType}. */
public final class OpenAiStepType extends ModelStepType {

    public OpenAiStepType() {
        super("openai", "A model answers a prompt, through the router like every other.", null);
    }
}
