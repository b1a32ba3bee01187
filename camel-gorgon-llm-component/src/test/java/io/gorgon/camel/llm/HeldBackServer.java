package io.gorgon.camel.llm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** Streams in Ollama's format, each piece only when a test says so. */
final class HeldBackServer implements AutoCloseable {

    private static final String CUT = "cut";

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final CountDownLatch readerLeft = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    HeldBackServer() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/api/tags", HeldBackServer::models);
        server.createContext("/api/chat", this::chat);
        server.start();
    }

    private static void models(HttpExchange exchange) throws IOException {
        byte[] body = "{\"models\":[{\"name\":\"llama3.1:8b\"}]}".getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void chat(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        try {
            String line = "";
            while (!line.contains("\"done\":true")) {
                line = lines.take();
                if (line.equals(CUT)) {
                    // as when the process behind the connection dies: no last chunk
                    throw new IOException("cut");
                }
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
            exchange.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            readerLeft.countDown();
            throw e;
        }
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void send(String piece) {
        lines.add(
                "{\"model\":\"llama3.1:8b\",\"message\":{\"role\":\"assistant\",\"content\":\""
                        + piece
                        + "\"},\"done\":false}");
    }

    void end() {
        lines.add(
                "{\"model\":\"llama3.1:8b\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},"
                        + "\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":3,\"eval_count\":4}");
    }

    void cut() {
        lines.add(CUT);
    }

    boolean hasNoticedThatTheReaderLeft() {
        return readerLeft.getCount() == 0;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }
}
