package io.gorgon.llm.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.spi.StreamDecoder;
import io.gorgon.llm.spi.StreamedAnswer;
import java.io.IOException;

/** Reads the lines of a streamed {@code /api/chat}. */
final class OllamaStreamDecoder implements StreamDecoder {

    private final JsonLines lines;
    private final OllamaAnswers answers;
    private final String model;
    private final long estimatedInputTokens;
    private boolean toolCalls;

    OllamaStreamDecoder(
            JsonLines lines, OllamaAnswers answers, String model, long estimatedInputTokens) {
        this.lines = lines;
        this.answers = answers;
        this.model = model;
        this.estimatedInputTokens = estimatedInputTokens;
    }

    @Override
    public boolean advance(StreamedAnswer answer) throws IOException {
        JsonNode line = lines.next();
        if (line == null) {
            return false;
        }
        answers.requireGood(line, model);
        JsonNode message = line.path("message");
        answer.model(OllamaMapper.model(line, model));
        answer.reasoning(message.path("thinking").asText(""));
        answer.content(message.path("content").asText(""));
        toolCalls |= message.path("tool_calls").size() > 0;
        if (line.path("done").asBoolean(false)) {
            answer.usage(
                    OllamaMapper.usage(
                            line,
                            estimatedInputTokens,
                            answer.contentSoFar(),
                            answer.reasoningSoFar()));
            answer.finishReason(OllamaMapper.finishReason(line, toolCalls));
            answer.complete(line);
        }
        return true;
    }
}
