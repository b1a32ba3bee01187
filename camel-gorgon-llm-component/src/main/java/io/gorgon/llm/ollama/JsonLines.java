package io.gorgon.llm.ollama;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.http.LlmHttpClient;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads {@code application/x-ndjson}: one JSON object per line; empty lines are skipped. */
final class JsonLines {

    private final InputStream in;
    private final long maxLineBytes;

    JsonLines(InputStream in, long maxLineBytes) {
        this.in = new BufferedInputStream(in);
        this.maxLineBytes = maxLineBytes;
    }

    /**
     * The next object.
     *
     * @return null at the end
     * @throws com.fasterxml.jackson.core.JsonProcessingException if a line is no JSON object
     */
    JsonNode next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next != '\n') {
                line.write(next);
                requireShort(line);
            } else if (!isBlank(line)) {
                return parse(line);
            } else {
                line.reset();
            }
        }
        return isBlank(line) ? null : parse(line);
    }

    private void requireShort(ByteArrayOutputStream line) throws IOException {
        if (line.size() > maxLineBytes) {
            throw new IOException(
                    "a line is larger than the allowed "
                            + maxLineBytes
                            + " bytes (max_response_bytes of the provider)");
        }
    }

    private static boolean isBlank(ByteArrayOutputStream line) {
        return line.toString(StandardCharsets.UTF_8).isBlank();
    }

    private static JsonNode parse(ByteArrayOutputStream line) throws IOException {
        JsonNode node = LlmHttpClient.JSON.readTree(line.toByteArray());
        if (!node.isObject()) {
            throw new JsonParseException(null, "a line of the answer is no JSON object");
        }
        return node;
    }
}
