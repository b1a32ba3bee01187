package io.gorgon.llm.openai;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.contract.FakeLlmServer;
import io.gorgon.llm.contract.PlainHttpClients;
import io.gorgon.llm.http.LlmHttpClient;
import io.gorgon.llm.http.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Speaks OpenAI's wire format: chat completions, embeddings and the list of models. */
public final class FakeOpenAi implements FakeLlmServer {

    /** Of no known shape, so that nothing recognises it as a key by its looks. */
    private static final String KEY = "open-sesame/4711";

    private final PlainHttpClients clients = new PlainHttpClients();
    private final AtomicInteger calls = new AtomicInteger();
    private final WireMockServer server =
            new WireMockServer(
                    wireMockConfig()
                            .dynamicPort()
                            .bindAddress("127.0.0.1")
                            .extensions(new Answers()));
    private final int port;
    private volatile Function<JsonNode, ResponseDefinitionBuilder> chat;
    private volatile JsonNode lastRequest;
    private volatile Map<String, String> lastHeaders;

    public FakeOpenAi() {
        server.start();
        port = server.port();
        server.stubFor(any(anyUrl()).willReturn(aResponse()));
        answers(List.of("Hello"), 11, 7);
    }

    /** Gives every call the answer that was ordered. */
    private final class Answers implements ResponseDefinitionTransformerV2 {
        @Override
        public String getName() {
            return "fake-openai";
        }

        @Override
        public ResponseDefinition transform(ServeEvent event) {
            Request request = event.getRequest();
            if (request.getUrl().equals("/v1/models")) {
                return OpenAiWire.json(OpenAiWire.models()).build();
            }
            JsonNode body = read(request.getBodyAsString());
            Map<String, String> headers = new TreeMap<>();
            request.getHeaders()
                    .all()
                    .forEach(
                            header -> headers.put(header.key().toLowerCase(), header.firstValue()));
            lastRequest = body;
            lastHeaders = headers;
            calls.incrementAndGet();
            return request.getUrl().equals("/v1/embeddings")
                    ? OpenAiWire.json(embeddings(body)).build()
                    : chat.apply(body).build();
        }
    }

    private static JsonNode read(String body) {
        try {
            return LlmHttpClient.JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static JsonNode embeddings(JsonNode request) {
        ObjectNode answer = LlmHttpClient.JSON.createObjectNode().put("model", "vector-model");
        ArrayNode data = answer.putArray("data");
        JsonNode inputs = request.get("input");
        // backwards, as the order is in the index and nowhere else
        for (int i = inputs.size() - 1; i >= 0; i--) {
            String text = inputs.get(i).asText();
            data.addObject()
                    .put("index", i)
                    .putArray("embedding")
                    .add(text.length())
                    .add(text.hashCode() % 1000);
        }
        answer.putObject("usage").put("prompt_tokens", 3).put("total_tokens", 3);
        return answer;
    }

    @Override
    public LlmProvider provider(Timeouts timeouts, long maxResponseBytes) {
        return new OpenAiProvider(
                TestSettings.at("http://" + address())
                        .withKeyVariable()
                        .with(timeouts, maxResponseBytes)
                        .settings(),
                TestSettings.context(clients, KEY));
    }

    @Override
    public String address() {
        return "localhost:" + port;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public void stop() {
        server.stop();
    }

    @Override
    public int openConnections() {
        return clients.leased();
    }

    @Override
    public void answers(List<String> pieces, long inputTokens, long outputTokens) {
        chat = request -> answer(request, pieces, "stop", usage(inputTokens, outputTokens));
    }

    @Override
    public void answersWithoutUsage(List<String> pieces) {
        chat = request -> answer(request, pieces, "stop", null);
    }

    @Override
    public void answersCutByLength(List<String> pieces) {
        chat = request -> answer(request, pieces, "length", usage(11, 7));
    }

    @Override
    public void answersInTurn(List<String> texts) {
        AtomicInteger turn = new AtomicInteger();
        chat =
                request -> {
                    int index = Math.min(turn.getAndIncrement(), texts.size() - 1);
                    return answer(
                            request,
                            List.of(texts.get(index)),
                            "stop",
                            usage(TURN_INPUT_TOKENS, TURN_OUTPUT_TOKENS));
                };
    }

    @Override
    public void answersAfter(Duration delay, List<String> pieces) {
        chat =
                request ->
                        answer(request, pieces, "stop", usage(11, 7))
                                .withFixedDelay((int) delay.toMillis());
    }

    @Override
    public void dribbles(List<String> pieces, int chunks, Duration time) {
        chat =
                request ->
                        answer(request, pieces, "stop", usage(11, 7))
                                .withChunkedDribbleDelay(chunks, (int) time.toMillis());
    }

    @Override
    public void endsWithoutEndMark(List<String> pieces) {
        chat = request -> OpenAiWire.events(OpenAiWire.pieces(pieces));
    }

    @Override
    public void reportsErrorInStream(List<String> pieces) {
        String error =
                "{\"error\":{\"message\":\"The server is overloaded\",\"type\":\"server_error\","
                        + "\"code\":\"server_is_overloaded\"}}";
        chat =
                request ->
                        OpenAiWire.events(
                                (pieces.isEmpty() ? "" : OpenAiWire.pieces(pieces))
                                        + OpenAiWire.event(error));
    }

    @Override
    public void resets() {
        chat = request -> aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER);
    }

    @Override
    public void answersMalformed() {
        chat =
                request ->
                        aResponse()
                                .withHeader("Content-Type", "text/html")
                                .withBody("<html>Welcome to the portal</html>");
    }

    @Override
    public void answersGiant(int bytes) {
        answers(List.of("x".repeat(bytes)), 11, 7);
    }

    @Override
    public void refuses(Refusal refusal, Map<String, String> headers) {
        OpenAiRefusals.Wire wire = OpenAiRefusals.of(refusal, KEY);
        chat =
                request -> {
                    ResponseDefinitionBuilder answer =
                            aResponse()
                                    .withStatus(wire.status())
                                    .withHeader("Content-Type", "application/json")
                                    .withBody(wire.body());
                    headers.forEach(answer::withHeader);
                    return answer;
                };
    }

    @Override
    public List<Refusal> refusals() {
        return List.of(Refusal.values());
    }

    @Override
    public void embedsByText() {
        // embedding calls are never answered in any other way
    }

    private static JsonNode usage(long input, long output) {
        return LlmHttpClient.JSON
                .createObjectNode()
                .put("prompt_tokens", input)
                .put("completion_tokens", output)
                .put("total_tokens", input + output);
    }

    private static ResponseDefinitionBuilder answer(
            JsonNode request, List<String> pieces, String finishReason, JsonNode usage) {
        return request.path("stream").asBoolean()
                ? OpenAiWire.stream(pieces, finishReason, usage)
                : OpenAiWire.json(
                        OpenAiWire.completion(String.join("", pieces), finishReason, usage));
    }

    @Override
    public JsonNode lastRequest() {
        return lastRequest;
    }

    @Override
    public Map<String, String> lastHeaders() {
        return lastHeaders;
    }

    @Override
    public int calls() {
        return calls.get();
    }

    @Override
    public void close() {
        server.stop();
        clients.close();
    }
}
