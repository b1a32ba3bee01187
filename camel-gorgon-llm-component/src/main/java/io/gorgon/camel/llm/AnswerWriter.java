package io.gorgon.camel.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.gorgon.llm.EmbedResponse;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.error.InvalidOutputException;
import io.gorgon.llm.http.LlmHttpClient;
import io.gorgon.llm.http.Redaction;
import io.gorgon.llm.spi.ResponseSchema;
import java.util.List;
import org.apache.camel.Exchange;

/** Writes answers into exchanges: body by output type, and the headers. */
final class AnswerWriter {

    private final OutputHeaders headers;
    private final GorgonLlmOutputType outputType;

    AnswerWriter(OutputHeaders headers, GorgonLlmOutputType outputType) {
        this.headers = headers;
        this.outputType = outputType;
    }

    void write(Exchange exchange, LlmResponse response) {
        Object body =
                switch (outputType) {
                    case text -> response.content();
                    case response -> response;
                    case json -> json(response);
                };
        headers.write(exchange, response);
        exchange.getMessage().setBody(body);
    }

    void write(Exchange exchange, TokenStream stream) {
        headers.writeStarted(exchange, stream.response());
        exchange.getMessage().setBody(new LlmStreamBody(stream));
    }

    /**
     * @param one whether one text was asked for, and so one vector is the answer
     */
    void write(Exchange exchange, EmbedResponse response, boolean one) {
        headers.write(exchange, response);
        Object vectors = one ? response.vectors().get(0) : response.vectors();
        exchange.getMessage()
                .setBody(outputType == GorgonLlmOutputType.response ? response : vectors);
    }

    void write(Exchange exchange, Object answer) {
        exchange.getMessage().setBody(answer);
    }

    private static Object json(LlmResponse response) {
        try {
            return LlmHttpClient.JSON.readValue(
                    ResponseSchema.json(response.content()), Object.class);
        } catch (JsonProcessingException e) {
            throw new InvalidOutputException(
                    response, List.of("it is not JSON: " + Redaction.line(e.getOriginalMessage())));
        }
    }
}
