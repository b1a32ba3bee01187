package io.gorgon.llm.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.TokenUsage;

/**
 * Reads {@code usage} of the Anthropic Messages API, where {@code input_tokens} leaves out what was
 * read from and written to the cache. In a stream the counts come in parts, and a later count
 * replaces an earlier one.
 */
final class AnthropicUsage {

    private Long uncachedInput;
    private Long cacheRead;
    private Long cacheWrite;
    private Long output;
    private Long reasoning;

    /** Takes the counts of a whole answer, or the running totals of {@code message_delta}. */
    void take(JsonNode usage) {
        takeInput(usage);
        output = count(usage.path("output_tokens"), output);
        JsonNode details = usage.path("output_tokens_details");
        reasoning = count(details.path("reasoning_tokens"), reasoning);
        reasoning = count(details.path("thinking_tokens"), reasoning);
    }

    /**
     * Takes the input counts of {@code message_start} only: its output count is not a total yet.
     */
    void takeInput(JsonNode usage) {
        uncachedInput = count(usage.path("input_tokens"), uncachedInput);
        cacheRead = count(usage.path("cache_read_input_tokens"), cacheRead);
        cacheWrite = count(usage.path("cache_creation_input_tokens"), cacheWrite);
    }

    private static Long count(JsonNode reported, Long before) {
        return reported.isNumber() && reported.asLong() >= 0
                ? Long.valueOf(reported.asLong())
                : before;
    }

    /** The usage, with the estimates where a total was not reported. */
    TokenUsage total(long estimatedInput, long estimatedOutput) {
        return new TokenUsage(
                uncachedInput == null
                        ? estimatedInput
                        : uncachedInput + orZero(cacheRead) + orZero(cacheWrite),
                output == null ? estimatedOutput : output,
                cacheRead,
                cacheWrite,
                reasoning,
                uncachedInput == null || output == null);
    }

    private static long orZero(Long count) {
        return count == null ? 0 : count;
    }
}
