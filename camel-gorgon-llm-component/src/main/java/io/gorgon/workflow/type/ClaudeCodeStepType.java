package io.gorgon.workflow.type;

/** The original's name for {@link LlmStepType}, with its role. */
public final class ClaudeCodeStepType extends ModelStepType {

    public ClaudeCodeStepType() {
        super(
                "claude_code",
                "A model answers a prompt; the role is builder unless the step says otherwise.",
                "builder");
    }
}
