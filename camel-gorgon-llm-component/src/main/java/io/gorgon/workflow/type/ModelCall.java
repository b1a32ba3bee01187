package io.gorgon.workflow.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.llm.ModelTier;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.step.Compilation;
import io.gorgon.workflow.step.OutputSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A question to a model: the parameters that say how it is asked, and the EIPs that ask it. */
final class ModelCall {

    /** What an answer tells besides its text. */
    static final Set<String> ANSWER_KEYS =
            Set.of("role", "prompt", "model", "provider", "tokens_used", "cost_usd");

    static final Set<String> LITERAL_PARAMS = Set.of("role", "tier", "model", "schema");

    /** The header that carries a response schema. */
    static final String RESPONSE_SCHEMA = "CamelGorgonLlmResponseSchema";

    private static final String SYSTEM_PROMPT = "CamelGorgonLlmSystemPrompt";

    private ModelCall() {}

    /** Adds the parameters that all questions have. */
    static ParamsSchema describe(ParamsSchema params) {
        return params.word(
                        "role", "The agent that answers; it gives the tier and the instructions.")
                .choice(
                        "tier",
                        "How capable the model has to be; stands above the role's.",
                        ModelTier.REASONING.label(),
                        ModelTier.STANDARD.label(),
                        ModelTier.FAST.label())
                .model(
                        "model",
                        "The model to ask, where a permitted provider has it; otherwise the tier"
                                + " decides.")
                .text(
                        "system_prompt",
                        "Instructions instead of the role's; placeholders are filled in.")
                .number("temperature", 0, 2, "How freely the model chooses its words.")
                .count("max_tokens", 1, "The most tokens to answer with.")
                .count(
                        "estimated_tokens",
                        0,
                        "What the step is expected to use; for plans, not a limit.")
                .flag("use_memory", true, "Accepted and without effect.")
                .anything("input", "Accepted and without effect.")
                .object("schema", "The JSON Schema that the answer has to obey.");
    }

    /**
     * @param prompt what is asked; may differ from the parameter
     * @param defaultRole who answers when the step names nobody; null for nobody
     */
    static ArrayNode compile(Step step, Compilation route, String prompt, String defaultRole) {
        return compile(step, route, List.of(route.setBody(route.text(prompt))), defaultRole);
    }

    /**
     * @param prompt the EIPs that make the body what is asked
     * @param defaultRole who answers when the step names nobody; null for nobody
     */
    static ArrayNode compile(
            Step step, Compilation route, List<ObjectNode> prompt, String defaultRole) {
        ArrayNode steps = JsonNodeFactory.instance.arrayNode();
        String instructions = step.text("system_prompt");
        if (instructions != null) {
            steps.add(route.setHeader(SYSTEM_PROMPT, route.text(instructions)));
        }
        ObjectNode schema = schema(step, route);
        if (schema != null) {
            steps.add(route.setHeader(RESPONSE_SCHEMA, route.constant(schema)));
        }
        prompt.forEach(steps::add);
        String role = step.text("role") == null ? defaultRole : step.text("role");
        steps.add(route.to("gorgon-llm:" + tier(step, role, route).label(), options(step, role)));
        return steps;
    }

    private static ObjectNode schema(Step step, Compilation route) {
        JsonNode own = step.params().path("schema");
        return own.isObject()
                ? (ObjectNode) own
                : OutputSchema.of(step, ANSWER_KEYS, route).orElse(null);
    }

    private static ModelTier tier(Step step, String role, Compilation route) {
        if (step.text("tier") != null) {
            return ModelTier.of(step.text("tier"));
        }
        return role == null ? ModelTier.STANDARD : route.tierOf(role);
    }

    private static Map<String, Object> options(Step step, String role) {
        Map<String, Object> options = new LinkedHashMap<>();
        put(options, "agentId", role);
        put(options, "preferredModel", step.text("model"));
        put(options, "maxTokens", number(step, "max_tokens"));
        put(options, "temperature", number(step, "temperature"));
        return options;
    }

    private static Number number(Step step, String param) {
        JsonNode value = step.params().path(param);
        return value.isNumber() ? value.numberValue() : null;
    }

    private static void put(Map<String, Object> options, String name, Object value) {
        if (value != null) {
            options.put(name, value);
        }
    }
}
