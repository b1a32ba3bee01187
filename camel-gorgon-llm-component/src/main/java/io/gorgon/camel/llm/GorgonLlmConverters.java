package io.gorgon.camel.llm;

import io.gorgon.llm.LlmResponse;
import java.io.InputStream;
import org.apache.camel.Converter;

/** Conversions of what the component puts into a body. */
@Converter(generateLoader = true)
public final class GorgonLlmConverters {

    private GorgonLlmConverters() {}

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
