package io.gorgon.camel.durable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that speaks the API of OpenAI, answers by a hash of the prompt, and writes a bill of its
 * own. Each prompt names its call as {@code <<run|path>>}, so that the bill can be compared with
 * what Gorgon has written down.
 */
final class BillingProvider implements AutoCloseable {

    /** A call whose marker has this in it fails for good. */
    static final String DOOMED = "doomed";

    /** The first answer to a call whose marker has this in it does not match its schema. */
    static final String MISFIT = "misfit";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern MARKER = Pattern.compile("<<([^|<>]*)\\|([^<>]*)>>");
    private static final String BUSY =
            "{\"error\":{\"message\":\"busy\",\"type\":\"server_error\"}}";
    private static final String MODELS =
            "{\"object\":\"list\",\"data\":[{\"id\":\"m\",\"object\":\"model\"}]}";

    /**
     * A call that is to be paid for.
     *
     * @param received in the milliseconds that the journal counts in as well
     */
    record Bill(Call call, Instant received, long tokens) {}

    /** What a call says that it is. */
    record Call(String run, String path) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Bill> bills = new CopyOnWriteArrayList<>();
    private final Map<Call, AtomicInteger> requests = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger gone = new AtomicInteger();
    private final Map<Call, Integer> failures = new ConcurrentHashMap<>();
    private volatile int delayMillis;
    private volatile boolean flaky;
    private volatile Consumer<Call> whenAsked = call -> {};
    private volatile Consumer<Call> whenAnswered = call -> {};

    BillingProvider() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** How long an answer takes at most. */
    BillingProvider withDelays(int millis) {
        delayMillis = millis;
        return this;
    }

    /** Some calls fail at first, unpaid. */
    BillingProvider withFailures() {
        flaky = true;
        return this;
    }

    /** The first requests of a call fail, unpaid, so that they may be tried again. */
    void failFirst(Call call, int requests) {
        failures.put(call, requests);
    }

    /** Is told of each call before it is answered. */
    void whenAsked(Consumer<Call> listener) {
        whenAsked = listener;
    }

    /** Is told of each call directly after its answer was sent. */
    void whenAnswered(Consumer<Call> listener) {
        whenAnswered = listener;
    }

    List<Bill> bills() {
        return new ArrayList<>(bills);
    }

    List<Bill> bills(String run) {
        return bills.stream().filter(bill -> bill.call().run().equals(run)).toList();
    }

    /** How often it was asked. */
    int asked() {
        return asked.get();
    }

    /** Calls whose client did not wait for the answer, as far as a server can see that. */
    int gone() {
        return gone.get();
    }

    int requests(Call call) {
        AtomicInteger count = requests.get(call);
        return count == null ? 0 : count.get();
    }

    private void serve(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("GET")) {
            send(exchange, 200, MODELS);
            return;
        }
        Instant received = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        JsonNode request = JSON.readTree(exchange.getRequestBody());
        Call call = named(request);
        asked.incrementAndGet();
        try {
            answer(exchange, request, call, received);
        } catch (IOException e) {
            gone.incrementAndGet();
        } finally {
            exchange.close();
        }
    }

    private void answer(HttpExchange exchange, JsonNode request, Call call, Instant received)
            throws IOException {
        int number = requests.computeIfAbsent(call, key -> new AtomicInteger()).incrementAndGet();
        whenAsked.accept(call);
        if (number <= failures.getOrDefault(call, 0)) {
            send(exchange, 503, BUSY);
            return;
        }
        if (call.path().contains(DOOMED)) {
            send(exchange, 400, "{\"error\":{\"message\":\"no\",\"type\":\"invalid_request\"}}");
            return;
        }
        String hash = hash(request.path("messages").toString());
        if (flaky && number == 1 && Integer.parseInt(hash.substring(0, 2), 16) % 19 == 0) {
            send(exchange, 503, BUSY);
            return;
        }
        if (delayMillis > 0) {
            LockSupport.parkNanos(
                    ThreadLocalRandom.current()
                            .nextInt(1_000_000 * delayMillis / 100, 1_000_000 * delayMillis));
        }
        String text = text(request, call, number, hash.substring(0, 8));
        long input = 10 + Integer.parseInt(hash.substring(8, 9), 16);
        long output = 5 + Integer.parseInt(hash.substring(9, 10), 16);
        bills.add(new Bill(call, received, input + output));
        send(exchange, 200, completion(text, input, output));
        whenAnswered.accept(call);
    }

    private static String text(JsonNode request, Call call, int number, String hash) {
        JsonNode schema = request.path("response_format").path("json_schema").path("schema");
        if (schema.isMissingNode()) {
            return "A" + hash;
        }
        if (number == 1 && call.path().contains(MISFIT)) {
            return "no object";
        }
        ObjectNode object = JSON.createObjectNode();
        schema.path("properties")
                .fieldNames()
                .forEachRemaining(name -> object.put(name, "A" + hash));
        return object.toString();
    }

    private static String completion(String text, long input, long output) {
        ObjectNode answer = JSON.createObjectNode();
        answer.put("id", "chatcmpl-1").put("object", "chat.completion").put("model", "m");
        ObjectNode choice = answer.putArray("choices").addObject();
        choice.put("index", 0).put("finish_reason", "stop");
        choice.putObject("message").put("role", "assistant").put("content", text);
        answer.putObject("usage")
                .put("prompt_tokens", input)
                .put("completion_tokens", output)
                .put("total_tokens", input + output);
        return answer.toString();
    }

    private static Call named(JsonNode request) {
        Matcher marker = MARKER.matcher(request.path("messages").toString());
        return marker.find()
                ? new Call(marker.group(1), marker.group(2))
                : new Call("", "a call without a name");
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.getResponseBody().close();
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
