package io.gorgon.camel.llm;

import io.gorgon.camel.llm.FailureTable.Moment;
import io.gorgon.llm.contract.FakeLlmServer;
import io.gorgon.llm.contract.FakeLlmServer.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** A provider that shows a failure over its own wire format. */
final class FailingProvider implements AutoCloseable {

    /** So many that an even part of the bytes of a stream holds some of them. */
    private static final List<String> PIECES =
            IntStream.range(0, 40).mapToObj(number -> "piece " + number + " ").toList();

    private static final Duration TOO_LATE = Duration.ofSeconds(2);
    private static final String PATIENT =
            "{connect_ms: 30000, first_token_ms: 30000, idle_ms: 30000, total_ms: 60000}";
    private static final String IN_A_HURRY =
            "{connect_ms: 30000, first_token_ms: 150, idle_ms: 30000, total_ms: 200}";
    private static final String NO_PAUSES =
            "{connect_ms: 30000, first_token_ms: 30000, idle_ms: 150, total_ms: 60000}";

    /** The mock matches the request to repair an answer anew. */
    private static final String NO_REPAIR =
            "- {when: {prompt: 'does not match the required JSON Schema'}, reply: no JSON}\n";

    private final String type;
    private final FakeLlmServer server;

    /**
     * @param server null for the mock, which has a script
     */
    FailingProvider(String type, FakeLlmServer server) {
        this.type = type;
        this.server = server;
    }

    String type() {
        return type;
    }

    /** The refusals that this provider has. */
    List<Refusal> refusals() {
        return server == null ? List.of(Refusal.values()) : server.refusals();
    }

    /** Its keys in gorgon.yaml, in one line, such that the failure can show. */
    String configuration(String failure) {
        String timeouts =
                switch (failure) {
                    case "no answer in time" -> IN_A_HURRY;
                    case "silence" -> NO_PAUSES;
                    default -> PATIENT;
                };
        String common = "type: " + type + ", timeouts: " + timeouts;
        if (server == null) {
            return common + ", script: script.yaml";
        }
        String address = failure.equals("nothing listens") ? closedPort() : server.address();
        return common
                + ", base_url: 'http://"
                + address
                + "', tier_models: {reasoning: "
                + model()
                + ", standard: "
                + model()
                + "}"
                // any variable that is there: the servers take every key
                + ", api_key_env: PATH";
    }

    private String model() {
        return type.equals("ollama") ? "'llama3.1:8b'" : "middle-model";
    }

    private static String closedPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on it fails like this. */
    void show(String failure, Moment moment) {
        if (server == null) {
            return;
        }
        List<String> before = moment == Moment.STREAM_AFTER_CONTENT ? PIECES : List.of();
        switch (failure) {
            case "nothing listens", "breaker open" -> server.answers(PIECES, 11, 7);
            case "connection reset" -> server.resets();
            case "unreadable answer" -> server.answersMalformed();
            case "no answer in time" -> server.answersAfter(TOO_LATE, PIECES);
            case "silence" -> server.dribbles(PIECES, 3, TOO_LATE);
            case "end without end mark" -> server.endsWithoutEndMark(before);
            case "error in the stream" -> server.reportsErrorInStream(before);
            case "invalid output", "invalid output, repaired in vain" ->
                    server.answers(PIECES, 11, 7);
            default ->
                    server.refuses(
                            Refusal.valueOf(failure.replace(' ', '_').toUpperCase(Locale.ROOT)),
                            Map.of());
        }
    }

    /** The mock's way to fail like all the rows; the prompt says like which. */
    static String script(List<FailureTable.Row> rows) {
        StringBuilder script = new StringBuilder("answers:\n" + NO_REPAIR);
        for (FailureTable.Row row : rows) {
            for (Moment moment : row.moments()) {
                script.append("- when: {prompt: '^")
                        .append(prompt(row.failure(), moment))
                        .append("$'}\n")
                        .append(mockAnswer(row, moment));
            }
        }
        return script.toString();
    }

    static String prompt(String failure, Moment moment) {
        return failure + " " + moment;
    }

    private static String mockAnswer(FailureTable.Row row, Moment moment) {
        String pieces = moment == Moment.STREAM_AFTER_CONTENT ? "one, two" : "";
        return switch (row.failure()) {
            case "breaker open" -> "  reply: fine\n";
            case "invalid output", "invalid output, repaired in vain" -> "  reply: no JSON\n";
            case "no answer in time" -> "  delay_ms: 2000\n";
            case "silence" -> "  stream: [one, {text: two, delay_ms: 2000}]\n";
            case "error in the stream" -> "  stream: [" + pieces + "]\n  error: overloaded\n";
            default -> "  stream: [" + pieces + "]\n  error: " + row.kind() + "\n";
        };
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
