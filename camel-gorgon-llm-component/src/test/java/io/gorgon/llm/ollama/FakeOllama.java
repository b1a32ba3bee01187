package io.gorgon.llm.ollama;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.contract.FakeLlmServer;
import io.gorgon.llm.contract.PlainHttpClients;
import io.gorgon.llm.http.Timeouts;
import io.gorgon.llm.spi.ProviderContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A server with Ollama's API. */
public final class FakeOllama implements FakeLlmServer {

    static final String KEY = "sk-fake-ollama-0123456789";

    private final AnsweringTransformer answering = new AnsweringTransformer();
    private final WireMockServer wireMock =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().extensions(answering));
    private final PlainHttpClients clients = new PlainHttpClients();

    private final int port;

    public FakeOllama() {
        wireMock.start();
        port = wireMock.port();
        wireMock.stubFor(
                any(anyUrl()).atPriority(10).willReturn(jsonResponse("{\"error\":\"no\"}", 404)));
        wireMock.stubFor(post("/api/chat").willReturn(answering.response()));
        wireMock.stubFor(post("/api/embed").willReturn(answering.response()));
        json("/api/version", "{'version':'0.33.0'}");
        has("deepseek-r1:32b", "llama3.1:8b", "qwen2.5:3b", "nomic-embed-text:latest");
        json(
                "/api/ps",
                "{'models':[{'name':'llama3.1:8b','size':6000,'size_vram':4000,"
                        + "'context_length':8192,'expires_at':'2026-08-21T10:11:12.123456789+02:00'}]}");
        pulls("{'status':'pulling manifest'}", "{'status':'success'}");
    }

    WireMockServer wireMock() {
        return wireMock;
    }

    PlainHttpClients clients() {
        return clients;
    }

    /** Answers a GET with JSON, in which single quotes stand for double ones. */
    void json(String path, String body) {
        wireMock.stubFor(get(path).willReturn(jsonResponse(OllamaWire.quoted(body), 200)));
    }

    /** Lists these models with capabilities that fit their names. */
    void has(String... names) {
        hasEntries(Arrays.stream(names).map(OllamaWire::tag).toArray(String[]::new));
    }

    /** Lists these entries of {@code /api/tags}. */
    void hasEntries(String... entries) {
        json("/api/tags", "{'models':[" + String.join(",", entries) + "]}");
    }

    /** Reports these lines for every pull. */
    void pulls(String... lines) {
        wireMock.stubFor(
                post("/api/pull")
                        .willReturn(
                                OllamaWire.lines(
                                        Arrays.stream(lines).map(OllamaWire::quoted).toList())));
    }

    @Override
    public LlmProvider provider(Timeouts timeouts, long maxResponseBytes) {
        return new OllamaProviderFactory()
                .create(
                        new OllamaSettings()
                                .baseUrl(wireMock.baseUrl())
                                .timeouts(timeouts)
                                .maxResponseBytes(maxResponseBytes)
                                .build(),
                        context(Clock.systemUTC()));
    }

    ProviderContext context(Clock clock) {
        return new ProviderContext(clients, Map.of("OLLAMA_API_KEY", KEY)::get, clock);
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
        wireMock.stop();
    }

    @Override
    public int openConnections() {
        return clients.leased();
    }

    /** Answers chat and embedding calls by this function of their body. */
    void answersBy(Function<JsonNode, ResponseDefinitionBuilder> behaviour) {
        answering.behaveAs(behaviour);
    }

    @Override
    public void answers(List<String> pieces, long inputTokens, long outputTokens) {
        answersBy(
                request ->
                        OllamaWire.chat(
                                request,
                                pieces,
                                "'done_reason':'stop','prompt_eval_count':"
                                        + inputTokens
                                        + ",'eval_count':"
                                        + outputTokens));
    }

    @Override
    public void answersWithoutUsage(List<String> pieces) {
        answersBy(request -> OllamaWire.chat(request, pieces, "'done_reason':'stop'"));
    }

    @Override
    public void answersCutByLength(List<String> pieces) {
        answersBy(request -> OllamaWire.chat(request, pieces, "'done_reason':'length'"));
    }

    @Override
    public void answersInTurn(List<String> texts) {
        AtomicInteger turn = new AtomicInteger();
        String usage =
                "'done_reason':'stop','prompt_eval_count':"
                        + TURN_INPUT_TOKENS
                        + ",'eval_count':"
                        + TURN_OUTPUT_TOKENS;
        answersBy(
                request -> {
                    int now = Math.min(turn.getAndIncrement(), texts.size() - 1);
                    return OllamaWire.chat(request, List.of(texts.get(now)), usage);
                });
    }

    @Override
    public void answersAfter(Duration delay, List<String> pieces) {
        answersBy(
                request ->
                        OllamaWire.chat(request, pieces, "'done_reason':'stop'")
                                .withFixedDelay((int) delay.toMillis()));
    }

    @Override
    public void dribbles(List<String> pieces, int chunks, Duration time) {
        answersBy(
                request ->
                        OllamaWire.chat(request, pieces, "'done_reason':'stop'")
                                .withChunkedDribbleDelay(chunks, (int) time.toMillis()));
    }

    @Override
    public void endsWithoutEndMark(List<String> pieces) {
        answersBy(request -> OllamaWire.lines(OllamaWire.pieces(request, pieces)));
    }

    @Override
    public void reportsErrorInStream(List<String> pieces) {
        answersBy(
                request -> {
                    List<String> lines = OllamaWire.pieces(request, pieces);
                    lines.add("{\"error\":\"an error was encountered while running the model\"}");
                    return OllamaWire.lines(lines);
                });
    }

    @Override
    public void resets() {
        answersBy(request -> OllamaWire.lines(List.of()).withFault(Fault.CONNECTION_RESET_BY_PEER));
    }

    @Override
    public void answersMalformed() {
        answersBy(request -> OllamaWire.lines(List.of("<html>Please log in.</html>")));
    }

    @Override
    public void answersGiant(int bytes) {
        answers(List.of("x".repeat(bytes)), 1, 1);
    }

    @Override
    public void refuses(Refusal refusal, Map<String, String> headers) {
        answersBy(
                request -> {
                    ResponseDefinitionBuilder response = OllamaWire.refusal(refusal);
                    headers.forEach(response::withHeader);
                    return response;
                });
    }

    @Override
    public List<Refusal> refusals() {
        return OllamaWire.refusals();
    }

    @Override
    public void embedsByText() {
        answersBy(OllamaWire::embeddings);
    }

    @Override
    public JsonNode lastRequest() {
        return answering.lastRequest();
    }

    @Override
    public Map<String, String> lastHeaders() {
        return answering.lastHeaders();
    }

    @Override
    public int calls() {
        return answering.calls();
    }

    @Override
    public void close() {
        wireMock.stop();
        clients.close();
    }
}
