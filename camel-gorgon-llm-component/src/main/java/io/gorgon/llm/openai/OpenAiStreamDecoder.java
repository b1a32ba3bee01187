package io.gorgon.llm.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.FinishReason;
import io.gorgon.llm.TokenUsage;
import io.gorgon.llm.http.LlmHttpClient;
import io.gorgon.llm.http.SseReader;
import io.gorgon.llm.spi.StreamDecoder;
import io.gorgon.llm.spi.StreamedAnswer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.SequenceInputStream;
import java.util.List;

/**
 * Reads a streamed answer (OpenAI API, {@code chat.completion.chunk}): server-sent events whose
 * data is a JSON object each, with {@code [DONE]} as the end mark. A server that answers with one
 * plain JSON object although a stream was asked for is understood as well.
 */
final class OpenAiStreamDecoder implements StreamDecoder {

    private static final String END_MARK = "[DONE]";

    static final String REFUSAL_NOTE = "The model refused; the content is its refusal.";

    private final PushbackInputStream body;
    private final OpenAiErrors errors;
    private final String provider;
    private final String model;
    private final List<String> notes;
    private SseReader events;
    private JsonNode last;
    private boolean refused;

    /**
     * @param notes gets what the caller should know of the answer
     */
    OpenAiStreamDecoder(
            InputStream body,
            OpenAiErrors errors,
            String provider,
            String model,
            List<String> notes) {
        this.body = new PushbackInputStream(body);
        this.errors = errors;
        this.provider = provider;
        this.model = model;
        this.notes = notes;
    }

    @Override
    public boolean advance(StreamedAnswer answer) throws IOException {
        if (events == null) {
            if (startsWithJson()) {
                readWhole(LlmHttpClient.JSON.readTree(body), answer);
                return true;
            }
            events = new SseReader(withBlankLine(body));
        }
        SseReader.Event event = events.next();
        if (event == null) {
            return false;
        }
        String data = event.data().strip();
        if (END_MARK.equals(data)) {
            answer.complete(last);
        } else {
            readChunk(event.name(), LlmHttpClient.JSON.readTree(data), answer);
        }
        return true;
    }

    /**
     * Lets an end mark count whose blank line the server saved; anything cut in the middle is no
     * JSON.
     */
    private static InputStream withBlankLine(InputStream in) {
        return new SequenceInputStream(in, new ByteArrayInputStream(new byte[] {'\n', '\n'}));
    }

    /** No line of a stream of events starts with a brace. */
    private boolean startsWithJson() throws IOException {
        int first = body.read();
        while (first == ' ' || first == '\r' || first == '\n' || first == '\t') {
            first = body.read();
        }
        if (first >= 0) {
            body.unread(first);
        }
        return first == '{';
    }

    private void readChunk(String event, JsonNode chunk, StreamedAnswer answer) {
        if (!chunk.isObject()) {
            return;
        }
        if ("error".equals(event) || OpenAiErrorBody.isError(chunk)) {
            throw errors.reported(chunk, model);
        }
        last = chunk;
        readCommon(chunk, answer);
        for (JsonNode choice : chunk.path("choices")) {
            if (choice.path("index").asInt(0) == 0) {
                read(choice, choice.path("delta"), answer);
            }
        }
    }

    private void readWhole(JsonNode completion, StreamedAnswer answer) {
        if (OpenAiErrorBody.isError(completion)) {
            throw errors.reported(completion, model);
        }
        JsonNode choice = OpenAiAnswer.choice(completion, provider, model);
        readCommon(completion, answer);
        read(choice, choice.path("message"), answer);
        answer.complete(completion);
    }

    private static void readCommon(JsonNode object, StreamedAnswer answer) {
        String answering = object.path("model").asText("");
        if (!answering.isEmpty()) {
            answer.model(answering);
        }
        TokenUsage usage = OpenAiAnswer.usage(object);
        if (usage != null) {
            answer.usage(usage);
        }
    }

    private void read(JsonNode choice, JsonNode message, StreamedAnswer answer) {
        answer.reasoning(OpenAiAnswer.reasoning(message));
        answer.content(OpenAiAnswer.content(message));
        String refusal = OpenAiAnswer.refusal(message);
        if (!refusal.isEmpty()) {
            answer.content(refusal);
            noteRefusal();
        }
        FinishReason reason = OpenAiAnswer.finishReason(choice, provider, model);
        if (refused) {
            answer.finishReason(FinishReason.CONTENT_FILTER);
        } else if (reason != null) {
            answer.finishReason(reason);
        }
    }

    private void noteRefusal() {
        if (!refused) {
            refused = true;
            notes.add(REFUSAL_NOTE);
        }
    }
}
