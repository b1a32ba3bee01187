package io.gorgon.workflow.plan;

import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.spi.TokenEstimate;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.template.InvalidTemplateException;
import io.gorgon.workflow.template.Reference;
import io.gorgon.workflow.template.Template;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many tokens a prompt has, as far as its parts are known before a run. */
final class KnownTexts {

    /** A usual English text has four characters for each token. */
    private static final int CHARACTERS_OF_TOKEN = 4;

    private final Map<String, Object> inputs;

    /** The most tokens of what a step writes into a variable; null when there is no telling. */
    private final Map<String, Long> written = new HashMap<>();

    KnownTexts(Workflow workflow, Map<String, Object> inputs) {
        this.inputs = inputs;
        collect(workflow.steps());
    }

    private void collect(List<Step> steps) {
        for (Step step : steps) {
            for (String name : step.outputNames()) {
                Long most = isModel(step) ? (Long) maxOutput(step) : null;
                if (written.containsKey(name)) {
                    Long other = written.get(name);
                    most = most == null || other == null ? null : (Long) Math.max(most, other);
                }
                written.put(name, most);
            }
            step.blocks().values().forEach(this::collect);
        }
    }

    private static boolean isModel(Step step) {
        return switch (step.type()) {
            case "llm", "claude_code", "openai" -> true;
            default -> false;
        };
    }

    static long maxOutput(Step step) {
        return step.params().path("max_tokens").asLong(LlmRequest.DEFAULT_MAX_TOKENS);
    }

    Range tokens(String text) {
        Template template;
        try {
            template = Template.parse(text);
        } catch (InvalidTemplateException notOne) {
            return new Range(text.length() / CHARACTERS_OF_TOKEN, TokenEstimate.of(text));
        }
        String filled = template.render(inputs::get, missing -> {});
        long least = filled.length() / CHARACTERS_OF_TOKEN;
        long most = TokenEstimate.of(filled);
        for (Reference reference : template.references()) {
            String name = reference.name();
            if (inputs.get(name) == null && !reference.hasDefault()) {
                Long size = written.get(name);
                if (size == null) {
                    return Range.atLeast(least);
                }
                most += size;
            }
        }
        return new Range(least, Math.max(least, most));
    }
}
