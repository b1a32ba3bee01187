package io.gorgon.llm.ollama;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.PullStream;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.error.LlmTimeoutException;
import io.gorgon.llm.http.HttpCall;
import java.io.IOException;

/** Reads the lines of {@code POST /api/pull}; the last of a good one is {@code success}. */
final class OllamaPullStream implements PullStream {

    private final HttpCall call;
    private final JsonLines lines;
    private final OllamaErrors errors;
    private final String model;
    private final Runnable onSuccess;
    private boolean succeeded;
    private volatile boolean closed;

    /**
     * @param onSuccess runs when the model is there
     */
    OllamaPullStream(
            HttpCall call, JsonLines lines, OllamaErrors errors, String model, Runnable onSuccess) {
        this.call = call;
        this.lines = lines;
        this.errors = errors;
        this.model = model;
        this.onSuccess = onSuccess;
    }

    @Override
    public Progress next() {
        if (succeeded || closed) {
            close();
            return null;
        }
        try {
            return progress(nextLine());
        } catch (LlmException e) {
            close();
            throw e;
        }
    }

    private JsonNode nextLine() {
        call.startWaiting();
        try {
            JsonNode line = lines.next();
            call.stopWaiting();
            call.progressed();
            if (line == null) {
                throw call.broken("", null);
            }
            return line;
        } catch (JsonProcessingException e) {
            throw call.broken("", e);
        } catch (IOException e) {
            LlmException failure = call.failure(e, "");
            throw failure instanceof LlmTimeoutException timeout
                    ? errors.ofSilentPull(timeout)
                    : failure;
        }
    }

    private Progress progress(JsonNode line) {
        if (line.hasNonNull("error")) {
            throw errors.ofPull(model, 200, line, "");
        }
        String status = line.path("status").asText("");
        if (status.equalsIgnoreCase("success")) {
            succeeded = true;
            onSuccess.run();
        }
        return new Progress(status, bytes(line, "completed"), bytes(line, "total"));
    }

    /** Where nothing is fetched yet, {@code completed} is absent beside a total. */
    private static Long bytes(JsonNode line, String field) {
        JsonNode value = line.path(field);
        if (value.isNumber()) {
            return value.asLong();
        }
        return line.path("total").isNumber() ? Long.valueOf(0) : null;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            call.close();
        }
    }
}
