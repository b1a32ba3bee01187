package io.gorgon.llm.ollama;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.gorgon.llm.http.LlmHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Makes answers by a function of the request, and remembers the last request. */
final class AnsweringTransformer implements ResponseDefinitionTransformerV2 {

    private static final String NAME = "answering";

    private final AtomicInteger calls = new AtomicInteger();
    private volatile Function<JsonNode, ResponseDefinitionBuilder> behaviour =
            request -> aResponse().withStatus(500);
    private volatile JsonNode lastRequest;
    private volatile Map<String, String> lastHeaders = Map.of();

    /** For the stubs that answer this way. */
    ResponseDefinitionBuilder response() {
        return aResponse().withTransformers(NAME);
    }

    void behaveAs(Function<JsonNode, ResponseDefinitionBuilder> function) {
        behaviour = function;
    }

    JsonNode lastRequest() {
        return lastRequest;
    }

    Map<String, String> lastHeaders() {
        return lastHeaders;
    }

    int calls() {
        return calls.get();
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
        Request request = event.getRequest();
        try {
            lastRequest = LlmHttpClient.JSON.readTree(request.getBody());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> headers = new TreeMap<>();
        for (HttpHeader header : request.getHeaders().all()) {
            headers.put(header.key().toLowerCase(Locale.ROOT), header.firstValue());
        }
        lastHeaders = headers;
        calls.incrementAndGet();
        return behaviour.apply(lastRequest).build();
    }

    @Override
    public boolean applyGlobally() {
        return false;
    }

    @Override
    public String getName() {
        return NAME;
    }
}
