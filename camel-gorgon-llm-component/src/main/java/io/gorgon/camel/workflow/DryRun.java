package io.gorgon.camel.workflow;

import io.gorgon.workflow.step.ActionStepType;
import io.gorgon.workflow.step.StepClass;
import io.gorgon.workflow.step.StepType;
import java.util.LinkedHashMap;
import java.util.Map;

/** What stands for answers in a run in which nothing may happen outside. */
final class DryRun {

    private static final int SHOWN = 100;

    private DryRun() {}

    /** Whether the EIPs of a type would reach the outside by themselves. */
    static boolean replaces(StepType type) {
        return type.stepClass() == StepClass.EFFECT
                && type.blocks().isEmpty()
                && !(type instanceof ActionStepType);
    }

    static Map<String, Object> stub(StepSettings settings) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("response", "[DRY RUN] " + settings.getType() + " step " + settings.getId());
        answer.put("dry_run", true);
        return answer;
    }

    /** The answer of the mock, with a text that shows the prompt. */
    static StepAnswer answer(StepAnswer mock, StepSettings settings) {
        Map<String, Object> values = new LinkedHashMap<>(mock.values());
        if (!mock.structured() && values.get("prompt") instanceof String prompt) {
            values.put("response", "[DRY RUN] " + who(settings) + " would process: " + cut(prompt));
        }
        values.put("tokens_used", settings.getEstimatedTokens());
        values.put("dry_run", true);
        return new StepAnswer(
                values, mock.structured(), mock.provider(), mock.model(), mock.usage());
    }

    private static String who(StepSettings settings) {
        if (settings.getType().equals("openai")) {
            return "OpenAI";
        }
        String role = settings.getRole() == null ? "builder" : settings.getRole();
        return settings.getType().equals("claude_code") ? "Claude " + role : role;
    }

    private static String cut(String prompt) {
        return prompt.substring(0, Math.min(SHOWN, prompt.length())) + "...";
    }
}
