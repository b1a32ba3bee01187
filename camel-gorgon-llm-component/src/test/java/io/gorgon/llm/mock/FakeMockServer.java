package io.gorgon.llm.mock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.contract.FakeLlmServer;
import io.gorgon.llm.http.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Turns what the suite wants of a server into a script of the mock. There is no server. */
final class FakeMockServer implements FakeLlmServer {

    private static final Map<Refusal, String> ERRORS =
            Map.of(
                    Refusal.PERMISSION, "authentication",
                    Refusal.QUOTA_EXHAUSTED, "billing",
                    Refusal.INTERNAL_ERROR, "overloaded");

    private final List<MockProvider> providers = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile MockScript script = MockScript.empty();

    @Override
    public LlmProvider provider(Timeouts timeouts, long maxResponseBytes) {
        MockProvider provider =
                new MockProvider(
                        MockSettings.of(
                                JsonNodeFactory.instance.objectNode(), timeouts, maxResponseBytes),
                        MockSettings.CONTEXT,
                        this::scriptOfCall);
        providers.add(provider);
        return provider;
    }

    private MockScript scriptOfCall() {
        calls.incrementAndGet();
        return script;
    }

    private void use(String... entries) {
        script = MockScript.parse("suite.yaml", "answers:\n" + String.join("\n", entries));
    }

    private static String stream(List<String> pieces) {
        return pieces.stream()
                .map(piece -> TextNode.valueOf(piece).toString())
                .collect(Collectors.joining(", ", "stream: [", "]"));
    }

    @Override
    public boolean hasTransport() {
        return false;
    }

    @Override
    public void answers(List<String> pieces, long inputTokens, long outputTokens) {
        use(
                "- " + stream(pieces),
                "  input_tokens: " + inputTokens,
                "  output_tokens: " + outputTokens);
    }

    @Override
    public void answersWithoutUsage(List<String> pieces) {
        use("- " + stream(pieces));
    }

    @Override
    public void answersCutByLength(List<String> pieces) {
        use("- " + stream(pieces), "  finish_reason: length");
    }

    @Override
    public void answersInTurn(List<String> texts) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            lines.add("- reply: " + TextNode.valueOf(texts.get(i)));
            lines.add("  input_tokens: " + TURN_INPUT_TOKENS);
            lines.add("  output_tokens: " + TURN_OUTPUT_TOKENS);
            if (i < texts.size() - 1) {
                lines.add("  times: 1");
            }
        }
        use(lines.toArray(String[]::new));
    }

    @Override
    public void answersAfter(Duration delay, List<String> pieces) {
        use("- " + stream(pieces), "  delay_ms: " + delay.toMillis());
    }

    @Override
    public void refuses(Refusal refusal, Map<String, String> headers) {
        use("- error: " + ERRORS.getOrDefault(refusal, refusal.name().toLowerCase(Locale.ROOT)));
    }

    @Override
    public List<Refusal> refusals() {
        return List.of(Refusal.values());
    }

    @Override
    public void embedsByText() {
        script = MockScript.empty();
    }

    @Override
    public int calls() {
        return calls.get();
    }

    @Override
    public int openConnections() {
        return providers.stream().mapToInt(MockProvider::callsInFlight).sum();
    }

    @Override
    public String key() {
        return null;
    }

    @Override
    public void close() {
        providers.forEach(MockProvider::close);
    }

    @Override
    public String address() {
        throw noTransport();
    }

    @Override
    public void stop() {
        throw noTransport();
    }

    @Override
    public void dribbles(List<String> pieces, int chunks, Duration time) {
        throw noTransport();
    }

    @Override
    public void endsWithoutEndMark(List<String> pieces) {
        throw noTransport();
    }

    @Override
    public void reportsErrorInStream(List<String> pieces) {
        throw noTransport();
    }

    @Override
    public void resets() {
        throw noTransport();
    }

    @Override
    public void answersMalformed() {
        throw noTransport();
    }

    @Override
    public void answersGiant(int bytes) {
        throw noTransport();
    }

    @Override
    public JsonNode lastRequest() {
        throw noTransport();
    }

    @Override
    public Map<String, String> lastHeaders() {
        throw noTransport();
    }

    private static AssertionError noTransport() {
        return new AssertionError("the mock has no transport");
    }
}
