package io.gorgon.llm.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.FinishReason;
import io.gorgon.llm.TokenUsage;
import io.gorgon.llm.error.BrokenStreamException;
import io.gorgon.llm.error.OverloadedException;
import java.util.Locale;

/**
 * Reads the parts of answers (OpenAI API, chat completion object and chunk object), also as
 * compatible servers spell them.
 */
final class OpenAiAnswer {

    private OpenAiAnswer() {}

    /** The first choice of a complete answer. */
    static JsonNode choice(JsonNode completion, String provider, String model) {
        JsonNode choice = completion.path("choices").path(0);
        if (!choice.path("message").isObject()) {
            throw new BrokenStreamException(
                    provider,
                    model,
                    "",
                    provider
                            + ": what came instead of an answer of "
                            + model
                            + " holds no choices[0].message; check that base_url is that of an"
                            + " OpenAI-compatible server",
                    null);
        }
        return choice;
    }

    /** The text of a message or a delta; empty when it has none. */
    static String content(JsonNode message) {
        return text(message.path("content"));
    }

    /** What stands in place of the content when the model refuses; empty when it does not. */
    static String refusal(JsonNode message) {
        return text(message.path("refusal"));
    }

    /** The reasoning, which servers call by two names; empty when there is none. */
    static String reasoning(JsonNode message) {
        String text = text(message.path("reasoning_content"));
        return text.isEmpty() ? text(message.path("reasoning")) : text;
    }

    private static String text(JsonNode node) {
        if (!node.isArray()) {
            return node.isTextual() ? node.textValue() : "";
        }
        StringBuilder joined = new StringBuilder();
        for (JsonNode part : node) {
            joined.append(part.isTextual() ? part.textValue() : part.path("text").asText(""));
        }
        return joined.toString();
    }

    /**
     * Why the model stopped.
     *
     * @return null when the choice does not say
     * @throws OverloadedException when the server says that it gave up
     */
    static FinishReason finishReason(JsonNode choice, String provider, String model) {
        String word = choice.path("finish_reason").asText("").toLowerCase(Locale.ROOT);
        return switch (word) {
            case "", "null" -> null;
            case "length", "max_tokens", "model_length" -> FinishReason.LENGTH;
            case "tool_calls", "function_call" -> FinishReason.TOOL_CALLS;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            case "error", "abort", "insufficient_system_resource" ->
                    throw new OverloadedException(
                            provider,
                            model,
                            0,
                            provider
                                    + " gave up while "
                                    + model
                                    + " was answering (finish_reason "
                                    + word
                                    + ")",
                            null);
            default -> FinishReason.STOP;
        };
    }

    /**
     * The usage. {@code prompt_tokens} includes cached tokens, {@code completion_tokens} reasoning.
     *
     * @return null when it is not reported, or not in full
     */
    static TokenUsage usage(JsonNode answer) {
        JsonNode usage = answer.path("usage");
        Long input = count(usage, "prompt_tokens");
        Long output = count(usage, "completion_tokens");
        Long total = count(usage, "total_tokens");
        if (input != null && output == null && total != null && total >= input) {
            output = total - input;
        }
        if (input == null || output == null) {
            return null;
        }
        JsonNode ofInput = usage.path("prompt_tokens_details");
        return new TokenUsage(
                input,
                output,
                count(ofInput, "cached_tokens"),
                count(ofInput, "cache_write_tokens"),
                count(usage.path("completion_tokens_details"), "reasoning_tokens"),
                false);
    }

    static Long count(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return value.isNumber() && value.longValue() >= 0 ? value.longValue() : null;
    }
}
