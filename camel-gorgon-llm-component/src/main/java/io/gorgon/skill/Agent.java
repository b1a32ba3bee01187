package io.gorgon.skill;

import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.Role;
import java.util.Objects;

/**
 * A role that calls can be made in. Names no provider and no model: its tier chooses them.
 * Immutable.
 *
 * @param name what calls and workflows call it; never null
 * @param tier how capable its model has to be; never null, never {@link ModelTier#EMBEDDING}
 * @param prompt its system prompt; null when it has none
 * @param temperature 0 to 2; null when the model's own default applies
 * @param maxTokens the most tokens to answer with, at least 1; null when the usual number applies
 * @param description what it is for, in a sentence for people; null when nobody wrote one
 */
public record Agent(
        String name,
        ModelTier tier,
        String prompt,
        Double temperature,
        Integer maxTokens,
        String description) {

    public Agent {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(tier, "tier");
        if (tier == ModelTier.EMBEDDING) {
            throw new IllegalArgumentException("the embedding tier makes vectors, agents answer");
        }
    }

    /**
     * The request with what this agent has for all that the caller left open: the prompt where
     * there is no system prompt and no system message, the temperature, and the most tokens. The
     * tier is not open in a request, so it stays.
     */
    public LlmRequest applyTo(LlmRequest request) {
        LlmRequest.Builder builder = request.toBuilder();
        if (prompt != null && !hasSystemPrompt(request)) {
            builder.systemPrompt(prompt);
        }
        if (temperature != null && request.temperature() == null) {
            builder.temperature(temperature);
        }
        if (maxTokens != null && !request.maxTokensChosen()) {
            builder.maxTokens(maxTokens);
        }
        return builder.build();
    }

    private static boolean hasSystemPrompt(LlmRequest request) {
        return request.systemPrompt() != null
                || request.messages().stream().anyMatch(message -> message.role() == Role.SYSTEM);
    }
}
