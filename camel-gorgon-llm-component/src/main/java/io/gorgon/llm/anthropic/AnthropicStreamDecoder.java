package io.gorgon.llm.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.http.LlmHttpClient;
import io.gorgon.llm.http.SseReader;
import io.gorgon.llm.spi.StreamDecoder;
import io.gorgon.llm.spi.StreamedAnswer;
import io.gorgon.llm.spi.TokenEstimate;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Reads the event stream of the Anthropic Messages API. {@code ping} and events that are not known
 * say nothing; only {@code message_stop} ends an answer.
 */
final class AnthropicStreamDecoder implements StreamDecoder {

    private final SseReader events;
    private final String model;
    private final AnthropicErrors errors;
    private final List<String> notes;
    private final long estimatedInputTokens;
    private final AnthropicUsage usage = new AnthropicUsage();
    private JsonNode lastDelta;

    /**
     * @param notes gets what is to be said about the end of the answer
     */
    AnthropicStreamDecoder(
            InputStream body,
            String model,
            AnthropicErrors errors,
            List<String> notes,
            long estimatedInputTokens) {
        this.events = new SseReader(body);
        this.model = model;
        this.errors = errors;
        this.notes = notes;
        this.estimatedInputTokens = estimatedInputTokens;
    }

    @Override
    public boolean advance(StreamedAnswer answer) throws IOException {
        SseReader.Event event = events.next();
        if (event == null) {
            return false;
        }
        JsonNode data = LlmHttpClient.JSON.readTree(event.data());
        switch (data.path("type").asText(event.name())) {
            case "message_start" -> start(data.path("message"), answer);
            case "content_block_start" -> block(data.path("content_block"), answer);
            case "content_block_delta" -> block(data.path("delta"), answer);
            case "message_delta" -> end(data, answer);
            case "message_stop" -> complete(data, answer);
            case "error" -> throw errors.inAnswer(data, model);
            default -> {
                // new kinds of events may come at any time, and the documentation asks to pass over
                // them
            }
        }
        return true;
    }

    private void start(JsonNode message, StreamedAnswer answer) {
        answer.model(message.path("model").asText(null));
        usage.takeInput(message.path("usage"));
        answer.usage(usage.total(estimatedInputTokens, 0));
    }

    /** A block at its start and each of its deltas name their text alike. */
    private static void block(JsonNode part, StreamedAnswer answer) {
        switch (part.path("type").asText()) {
            case "text", "text_delta" -> answer.content(part.path("text").asText(null));
            case "thinking", "thinking_delta" ->
                    answer.reasoning(part.path("thinking").asText(null));
            default -> {
                // signatures, citations and tool calls are not part of the text
            }
        }
    }

    private void end(JsonNode event, StreamedAnswer answer) {
        lastDelta = event;
        StopReason stop = StopReason.read(event.path("delta"));
        if (stop.name() != null) {
            answer.finishReason(stop.finishReason());
            stop.note(model).ifPresent(notes::add);
        }
        usage.take(event.path("usage"));
        answer.usage(usage.total(estimatedInputTokens, 0));
    }

    private void complete(JsonNode event, StreamedAnswer answer) {
        long estimatedOutput =
                TokenEstimate.of(answer.contentSoFar()) + TokenEstimate.of(answer.reasoningSoFar());
        answer.usage(usage.total(estimatedInputTokens, estimatedOutput));
        answer.complete(lastDelta == null ? event : lastDelta);
    }
}
