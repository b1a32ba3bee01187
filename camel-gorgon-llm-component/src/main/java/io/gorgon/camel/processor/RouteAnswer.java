package io.gorgon.camel.processor;

import io.gorgon.camel.llm.RouterHeaders;
import io.gorgon.llm.EmbedResponse;
import io.gorgon.llm.FinishReason;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.TokenUsage;
import io.gorgon.llm.WholeAnswerStream;
import io.gorgon.llm.error.InvalidOutputException;
import io.gorgon.llm.error.UnreachableException;
import io.gorgon.llm.error.UnsupportedByProviderException;
import io.gorgon.llm.spi.ResponseSchema;
import io.gorgon.llm.spi.TokenEstimate;
import java.util.List;
import org.apache.camel.Exchange;

/** Makes an answer of what a provider that is a route of the application has left in the body. */
final class RouteAnswer {

    /** The type of a provider that is a route. */
    private static final String TYPE = "route";

    private RouteAnswer() {}

    /**
     * @param provider the name of the provider that the route stands for
     * @param request what was asked
     * @return the body itself where it is an answer already, else its text as one
     * @throws InvalidOutputException if the text does not obey the schema that was asked for
     */
    static Object of(Exchange exchange, String provider, Object request) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof LlmResponse
                || body instanceof TokenStream
                || body instanceof EmbedResponse) {
            return body;
        }
        if (!(request instanceof LlmRequest chat)) {
            throw new UnsupportedByProviderException(
                    provider, null, 0, place(provider) + " has to answer with vectors", null);
        }
        String text = body == request ? null : exchange.getMessage().getBody(String.class);
        if (text == null) {
            throw new UnreachableException(
                    provider, null, 0, place(provider) + " has left no answer in the body", null);
        }
        LlmResponse response = response(provider, chat, text, Attempts.took(exchange).toMillis());
        return Boolean.TRUE.equals(exchange.getMessage().getHeader(RouterHeaders.STREAM))
                ? new WholeAnswerStream(response)
                : response;
    }

    private static LlmResponse response(
            String provider, LlmRequest request, String text, long took) {
        LlmResponse response =
                new LlmResponse(
                        text,
                        null,
                        provider,
                        provider,
                        TYPE,
                        request.tier(),
                        TokenUsage.estimated(TokenEstimate.of(request), TokenEstimate.of(text)),
                        took,
                        null,
                        FinishReason.STOP,
                        1,
                        List.of(),
                        null);
        if (request.responseSchema() != null) {
            List<String> problems = new ResponseSchema(request.responseSchema()).problems(text);
            if (!problems.isEmpty()) {
                throw new InvalidOutputException(response, problems);
            }
        }
        return response;
    }

    private static String place(String provider) {
        return "the route from " + Attempts.PROVIDER_URI + provider;
    }
}
