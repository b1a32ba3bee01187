package io.gorgon.camel.llm;

import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.Message;
import java.io.InputStream;
import java.util.Locale;
import org.apache.camel.Converter;

/** Conversions of what the component puts into a body. */
@Converter(generateLoader = true)
public final class GorgonLlmConverters {

    private GorgonLlmConverters() {}

    /**
     * A conversation as text: a single message as it is, several ones under the names of who
     * speaks.
     */
    @Converter
    public static String toString(LlmRequest request) {
        if (request.systemPrompt() == null && request.messages().size() == 1) {
            return request.messages().get(0).text();
        }
        StringBuilder text = new StringBuilder();
        if (request.systemPrompt() != null) {
            text.append("system: ").append(request.systemPrompt());
        }
        for (Message message : request.messages()) {
            text.append(text.isEmpty() ? "" : "\n\n")
                    .append(message.role().name().toLowerCase(Locale.ROOT))
                    .append(": ")
                    .append(message.text());
        }
        return text.toString();
    }

    /** The text of an answer. */
    @Converter
    public static String toString(LlmResponse response) {
        return response.content();
    }

    /** The bytes of a streamed answer, as they come. */
    @Converter
    public static InputStream toInputStream(LlmStreamBody body) {
        return new LlmStreamInput(body);
    }

    /** The whole text of a streamed answer; waits for its end. */
    @Converter
    public static String toString(LlmStreamBody body) {
        StringBuilder text = new StringBuilder();
        try (body) {
            body.forEachRemaining(text::append);
        }
        return text.toString();
    }
}
