package io.gorgon.llm.anthropic;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.contract.FakeLlmServer;
import io.gorgon.llm.contract.PlainHttpClients;
import io.gorgon.llm.http.LlmHttpClient;
import io.gorgon.llm.http.Timeouts;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Speaks the Anthropic Messages API. */
public final class FakeAnthropic implements FakeLlmServer {

    private static final String MODELS =
            """
            {"data":[{"type":"model","id":"claude-large","max_input_tokens":1000000},
                     {"type":"model","id":"claude-medium","max_input_tokens":200000},
                     {"type":"model","id":"claude-small"}],
             "has_more":false,"first_id":"claude-large","last_id":"claude-small"}
            """;

    private final PlainHttpClients clients = new PlainHttpClients();
    private final AtomicInteger calls = new AtomicInteger();
    private final WireMockServer server;
    private final int port;
    private volatile Supplier<ResponseDefinitionBuilder> answer;
    private volatile JsonNode lastRequest;
    private volatile Map<String, String> lastHeaders;

    public FakeAnthropic() {
        server =
                new WireMockServer(
                        WireMockConfiguration.options()
                                .bindAddress("127.0.0.1")
                                .dynamicPort()
                                .extensions(new Script()));
        server.start();
        port = server.port();
        server.stubFor(any(anyUrl()).willReturn(okJson("{}")));
        server.stubFor(get(urlPathEqualTo("/v1/models")).willReturn(okJson(MODELS)));
    }

    /** Answers chat calls as the test has said, and takes note of them when they arrive. */
    private final class Script implements ResponseDefinitionTransformerV2 {

        @Override
        public String getName() {
            return "script";
        }

        @Override
        public ResponseDefinition transform(ServeEvent event) {
            Request request = event.getRequest();
            if (!request.getUrl().equals("/v1/messages")) {
                return event.getResponseDefinition();
            }
            lastRequest = parse(request.getBodyAsString());
            Map<String, String> headers = new TreeMap<>();
            for (HttpHeader header : request.getHeaders().all()) {
                headers.put(header.key().toLowerCase(Locale.ROOT), header.firstValue());
            }
            lastHeaders = headers;
            calls.incrementAndGet();
            return answer.get().build();
        }
    }

    private static JsonNode parse(String body) {
        try {
            return LlmHttpClient.JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public LlmProvider provider(Timeouts timeouts, long maxResponseBytes) {
        return new AnthropicProviderFactory()
                .create(
                        AnthropicSettings.of(
                                "http://" + address(),
                                AnthropicSettings.ALL_TIERS,
                                timeouts,
                                maxResponseBytes,
                                List.of()),
                        AnthropicSettings.context(clients));
    }

    @Override
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public String key() {
        return AnthropicSettings.KEY;
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
        answer = () -> full(pieces, "end_turn", AnthropicWire.usage(inputTokens, outputTokens));
    }

    @Override
    public void answersWithoutUsage(List<String> pieces) {
        answer = () -> full(pieces, "end_turn", null);
    }

    @Override
    public void answersCutByLength(List<String> pieces) {
        answer = () -> full(pieces, "max_tokens", AnthropicWire.usage(11, 7));
    }

    @Override
    public void answersInTurn(List<String> texts) {
        Deque<String> left = new ArrayDeque<>(texts);
        String usage = AnthropicWire.usage(TURN_INPUT_TOKENS, TURN_OUTPUT_TOKENS);
        answer =
                () -> {
                    String text = left.size() > 1 ? left.poll() : left.peek();
                    return full(List.of(text), "end_turn", usage);
                };
    }

    @Override
    public void answersAfter(Duration delay, List<String> pieces) {
        answer =
                () ->
                        full(pieces, "end_turn", AnthropicWire.usage(11, 7))
                                .withFixedDelay((int) delay.toMillis());
    }

    @Override
    public void dribbles(List<String> pieces, int chunks, Duration time) {
        answer =
                () ->
                        full(pieces, "end_turn", AnthropicWire.usage(11, 7))
                                .withChunkedDribbleDelay(chunks, (int) time.toMillis());
    }

    @Override
    public void endsWithoutEndMark(List<String> pieces) {
        answer = () -> events(started(pieces));
    }

    @Override
    public void reportsErrorInStream(List<String> pieces) {
        String error = AnthropicWire.error("overloaded_error", "Overloaded");
        answer = () -> events(started(pieces) + AnthropicWire.event(error));
    }

    @Override
    public void resets() {
        answer =
                () ->
                        ResponseDefinitionBuilder.responseDefinition()
                                .withFault(Fault.CONNECTION_RESET_BY_PEER);
    }

    @Override
    public void answersMalformed() {
        answer = () -> body("application/json", "<html>It works, but it is no model.</html>");
    }

    @Override
    public void answersGiant(int bytes) {
        answers(List.of("x".repeat(bytes)), 11, 7);
    }

    private ResponseDefinitionBuilder full(List<String> pieces, String stopReason, String usage) {
        String model = lastRequest.path("model").asText();
        return lastRequest.path("stream").asBoolean()
                ? events(
                        AnthropicWire.start(model, pieces, usage)
                                + AnthropicWire.end(stopReason, usage))
                : body(
                        "application/json",
                        AnthropicWire.message(model, String.join("", pieces), stopReason, usage));
    }

    private String started(List<String> pieces) {
        String model = lastRequest.path("model").asText();
        return AnthropicWire.start(model, pieces, AnthropicWire.usage(11, 1));
    }

    private static ResponseDefinitionBuilder events(String text) {
        return body("text/event-stream; charset=utf-8", text);
    }

    private static ResponseDefinitionBuilder body(String contentType, String text) {
        return ResponseDefinitionBuilder.responseDefinition()
                .withStatus(200)
                .withHeader("content-type", contentType)
                .withHeader("request-id", "req_1")
                .withBody(text);
    }

    @Override
    public void refuses(Refusal refusal, Map<String, String> headers) {
        answer =
                () -> {
                    ResponseDefinitionBuilder response = AnthropicRefusals.of(refusal, key());
                    headers.forEach(response::withHeader);
                    return response;
                };
    }

    @Override
    public List<Refusal> refusals() {
        return AnthropicRefusals.KNOWN;
    }

    @Override
    public void embedsByText() {
        throw new UnsupportedOperationException("the Anthropic API makes no embeddings");
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
