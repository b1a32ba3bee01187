package io.gorgon.skill;

import io.gorgon.consensus.ConsensusLevel;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.Role;
import java.util.List;
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
 * @param skills the names of its skills, in the order in which it is told of them; never null
 * @param consensus the vote that each operation in its name needs at least; null for none of its
 *     own
 * @param tools the tools of MCP servers that it may use, as {@code server/tool} or {@code
 *     server/*}; null when it may use all, empty when none
 */
public record Agent(
        String name,
        ModelTier tier,
        String prompt,
        Double temperature,
        Integer maxTokens,
        String description,
        List<String> skills,
        ConsensusLevel consensus,
        List<String> tools) {

    public Agent {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(tier, "tier");
        if (tier == ModelTier.EMBEDDING) {
            throw new IllegalArgumentException("the embedding tier makes vectors, agents answer");
        }
        skills = List.copyOf(skills);
        tools = tools == null ? null : List.copyOf(tools);
    }

    /** An agent without skills and votes, that may use all tools. */
    public Agent(
            String name,
            ModelTier tier,
            String prompt,
            Double temperature,
            Integer maxTokens,
            String description) {
        this(name, tier, prompt, temperature, maxTokens, description, List.of(), null, null);
    }

    /** Whether it may use a tool of an MCP server. The case of the server does not count. */
    public boolean mayUse(String server, String tool) {
        return tools == null
                || tools.stream()
                        .anyMatch(
                                allowed -> {
                                    int slash = allowed.indexOf('/');
                                    String which = allowed.substring(slash + 1);
                                    return allowed.substring(0, slash).equalsIgnoreCase(server)
                                            && (which.equals("*") || which.equals(tool));
                                });
    }

    /**
     * The request with what this agent has for all that the caller left open: the prompt where
     * there is no system prompt and no system message, the temperature, and the most tokens. The
     * tier is not open in a request, so it stays.
     *
     * @param skillContext what it is told of its skills, after its prompt; empty for nothing
     */
    LlmRequest applyTo(LlmRequest request, String skillContext) {
        LlmRequest.Builder builder = request.toBuilder();
        String systemPrompt = systemPrompt(skillContext);
        if (!systemPrompt.isEmpty() && !hasSystemPrompt(request)) {
            builder.systemPrompt(systemPrompt);
        }
        if (temperature != null && request.temperature() == null) {
            builder.temperature(temperature);
        }
        if (maxTokens != null && !request.maxTokensChosen()) {
            builder.maxTokens(maxTokens);
        }
        return builder.build();
    }

    private String systemPrompt(String skillContext) {
        if (prompt == null || skillContext.isEmpty()) {
            return prompt == null ? skillContext : prompt;
        }
        return prompt + "\n\n" + skillContext;
    }

    private static boolean hasSystemPrompt(LlmRequest request) {
        return request.systemPrompt() != null
                || request.messages().stream().anyMatch(message -> message.role() == Role.SYSTEM);
    }
}
