package io.gorgon.llm.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.TokenUsage;
import io.gorgon.llm.spi.TokenEstimate;

/**
 * One answer of {@code POST /v1/messages}, or several of one turn that was paused in between.
 *
 * @param text all text blocks, joined; never null
 * @param reasoning all thinking blocks, joined; empty when there were none
 * @param model the model that answered; null when the answer does not say
 * @param usage never null
 * @param stop why it ended; never null
 * @param calls the number of answers
 * @param raw the last answer as it came
 */
record AnthropicAnswer(
        String text,
        String reasoning,
        String model,
        TokenUsage usage,
        StopReason stop,
        int calls,
        JsonNode raw) {

    /** Whether this is a message at all, and not something else with the status 200. */
    static boolean isMessage(JsonNode answer) {
        return answer.path("content").isArray();
    }

    /**
     * @param estimatedInputTokens stands in where no usage is reported
     */
    static AnthropicAnswer read(JsonNode message, long estimatedInputTokens) {
        StringBuilder text = new StringBuilder();
        StringBuilder reasoning = new StringBuilder();
        for (JsonNode block : message.path("content")) {
            switch (block.path("type").asText()) {
                case "text" -> text.append(block.path("text").asText(""));
                case "thinking" -> reasoning.append(block.path("thinking").asText(""));
                default -> {
                    // tool calls and their results are not text; they stay in the raw answer
                }
            }
        }
        AnthropicUsage usage = new AnthropicUsage();
        usage.take(message.path("usage"));
        long estimatedOutput =
                TokenEstimate.of(text.toString()) + TokenEstimate.of(reasoning.toString());
        return new AnthropicAnswer(
                text.toString(),
                reasoning.toString(),
                message.path("model").asText(null),
                usage.total(estimatedInputTokens, estimatedOutput),
                StopReason.read(message),
                1,
                message);
    }

    /** This answer with the one that goes on where it paused. */
    AnthropicAnswer continuedBy(AnthropicAnswer next) {
        return new AnthropicAnswer(
                text + next.text,
                reasoning + next.reasoning,
                next.model,
                usage.plus(next.usage),
                next.stop,
                calls + next.calls,
                next.raw);
    }
}
