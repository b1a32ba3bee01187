package io.gorgon.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/** A server on loopback that speaks as much of Ollama's API as the commands need. */
final class FakeOllama implements AutoCloseable {

    /** Writes the body of an answer. */
    interface Body {
        void writeTo(OutputStream out, String request) throws IOException;
    }

    final List<String> requests = new CopyOnWriteArrayList<>();

    /** Counted down when a client went away in the middle of {@link #endless}. */
    final CountDownLatch clientGone = new CountDownLatch(1);

    private final HttpServer server;
    private final ExecutorService executor = Executors.newCachedThreadPool();

    FakeOllama() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        server.start();
        json("/api/version", "{\"version\":\"0.12.6\"}");
        json("/api/ps", "{\"models\":[]}");
        json("/api/show", "{\"capabilities\":[\"completion\"],\"model_info\":{}}");
        models("llama3.2:3b");
        chat("Hello", " there.");
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void models(String... names) {
        StringBuilder models = new StringBuilder();
        for (String name : names) {
            models.append(models.isEmpty() ? "" : ",")
                    .append("{\"name\":\"")
                    .append(name)
                    .append("\",\"model\":\"")
                    .append(name)
                    .append(
                            "\",\"size\":2019393189,\"digest\":\"d\",\"details\":{\"format\":\"gguf\",")
                    .append("\"family\":\"llama\",\"parameter_size\":\"3.2B\",")
                    .append("\"quantization_level\":\"Q4_K_M\"}}");
        }
        json("/api/tags", "{\"models\":[" + models + "]}");
    }

    /** An answer: a line for each piece, or one object when no stream is asked for. */
    void chat(String... pieces) {
        on(
                "/api/chat",
                200,
                (out, request) -> {
                    boolean stream = !request.contains("\"stream\":false");
                    for (String piece : stream ? pieces : new String[0]) {
                        write(out, content(piece));
                    }
                    write(out, end(stream ? "" : String.join("", pieces)));
                });
    }

    static String end(String content) {
        return "{\"model\":\"llama3.2:3b\",\"message\":{\"role\":\"assistant\",\"content\":\""
                + content
                + "\"},\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":11,"
                + "\"eval_count\":3}\n";
    }

    /** Answers as ever, except that a prompt with this text in it is refused. */
    void failOn(String text) {
        on(
                "/api/chat",
                request -> request.contains(text) ? 400 : 200,
                (out, request) ->
                        write(
                                out,
                                request.contains(text)
                                        ? "{\"error\":\"this cannot be answered\"}"
                                        : end("Hello there.")));
    }

    /** Answers as ever, except that a prompt with this text in it waits for ever. */
    void neverAnswer(String text) {
        on(
                "/api/chat",
                200,
                (out, request) -> {
                    if (request.contains(text)) {
                        try {
                            while (!clientGone.await(20, TimeUnit.MILLISECONDS)) {
                                write(out, " ");
                            }
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }
                    write(out, end("Hello there."));
                });
    }

    /** An answer that ends without Ollama's end mark. */
    void chatThatBreaks(String... pieces) {
        on(
                "/api/chat",
                200,
                (out, request) -> {
                    for (String piece : pieces) {
                        write(out, content(piece));
                    }
                });
    }

    /** Says the same line again and again until the client goes away. */
    void endless(String path, String line) {
        on(
                path,
                200,
                (out, request) -> {
                    try {
                        while (!clientGone.await(20, TimeUnit.MILLISECONDS)) {
                            write(out, line);
                        }
                    } catch (IOException e) {
                        clientGone.countDown();
                        throw e;
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    static String content(String piece) {
        return "{\"model\":\"llama3.2:3b\",\"message\":{\"role\":\"assistant\",\"content\":\""
                + piece
                + "\"},\"done\":false}\n";
    }

    void json(String path, String body) {
        on(path, 200, (out, request) -> write(out, body));
    }

    void fail(String path, int status, String body) {
        on(path, status, (out, request) -> write(out, body));
    }

    void on(String path, int status, Body body) {
        on(path, request -> status, body);
    }

    private void on(String path, ToIntFunction<String> status, Body body) {
        try {
            server.removeContext(path);
        } catch (IllegalArgumentException firstTime) {
            // nothing to replace
        }
        server.createContext(path, exchange -> answer(exchange, status, body));
    }

    private void answer(HttpExchange exchange, ToIntFunction<String> status, Body body)
            throws IOException {
        String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + sent);
        exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
        exchange.sendResponseHeaders(status.applyAsInt(sent), 0);
        try (OutputStream out = exchange.getResponseBody()) {
            body.writeTo(out, sent);
        } finally {
            exchange.close();
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() {
        clientGone.countDown();
        server.stop(0);
        executor.shutdownNow();
    }
}
