package io.gorgon.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.gorgon.llm.http.LlmHttpClient;
import java.io.PrintStream;
import java.io.UncheckedIOException;

/** Prints a command's one JSON document. */
final class Json {

    private static final ObjectWriter WRITER =
            LlmHttpClient.JSON
                    .writerWithDefaultPrettyPrinter()
                    .with(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN);

    private Json() {}

    static void print(PrintStream out, JsonNode document) {
        try {
            out.println(WRITER.writeValueAsString(document));
            out.flush();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
