package io.gorgon.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * An MCP server on this machine that speaks streamable HTTP at /mcp and the older HTTP with events
 * at /sse, by itself and without the SDK.
 */
final class WebServer implements AutoCloseable {

    record Request(String method, String path, Headers headers, JsonNode body) {

        String rpc() {
            String tool = body.at("/params/name").asText();
            return body.path("method").asText() + (tool.isEmpty() ? "" : " " + tool);
        }

        String header(String name) {
            return headers.getFirst(name);
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String END = "";

    final List<Request> requests = new CopyOnWriteArrayList<>();
    final CountDownLatch release = new CountDownLatch(1);
    volatile String session = "session-1";
    volatile boolean streams;
    volatile int refusal;
    volatile String refusalText = "";
    volatile String location;
    volatile String endpoint = "/messages?session=7";

    private final CyclicBarrier both = new CyclicBarrier(2);
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final HttpServer server;

    WebServer() throws IOException {
        this(0);
    }

    WebServer(int port) throws IOException {
        server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(executor);
        server.createContext("/mcp", this::streamable);
        server.createContext("/sse", this::eventStream);
        server.createContext("/messages", this::message);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    List<String> rpcs() {
        return requests.stream().map(Request::rpc).toList();
    }

    Request last(String rpc) {
        return requests.stream()
                .filter(request -> request.rpc().equals(rpc))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private Request record(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Request request =
                new Request(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().toString(),
                        exchange.getRequestHeaders(),
                        body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body));
        requests.add(request);
        return request;
    }

    private void streamable(HttpExchange exchange) throws IOException {
        Request request = record(exchange);
        String rpc = request.body().path("method").asText();
        if (refusal > 0) {
            if (location != null) {
                exchange.getResponseHeaders().set("Location", location);
            }
            write(exchange, refusal, "text/plain", refusalText);
        } else if (rpc.equals("initialize")) {
            exchange.getResponseHeaders().set("Mcp-Session-Id", session);
            reply(exchange, request.body(), LineServer.initialized(request.body()));
        } else if (!session.equals(request.header("Mcp-Session-Id"))) {
            write(exchange, 404, "text/plain", "no such session");
        } else if (rpc.equals("tools/list")) {
            reply(exchange, request.body(), LineServer.tools());
        } else if (rpc.equals("tools/call")) {
            call(exchange, request.body());
        } else {
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        }
    }

    private void call(HttpExchange exchange, JsonNode request) throws IOException {
        switch (request.at("/params/name").asText()) {
            case "echo" ->
                    reply(
                            exchange,
                            request,
                            LineServer.text(request.at("/params/arguments").toString()));
            case "pair" -> {
                try {
                    both.await();
                } catch (Exception broken) {
                    throw new IOException(broken);
                }
                reply(exchange, request, LineServer.text("both are here"));
            }
            case "hang" -> {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                exchange.close();
            }
            case "break" -> {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, 1000);
                exchange.getResponseBody().write('{');
                exchange.close();
            }
            case "end" -> write(exchange, 200, "text/event-stream", ": nothing\n\n");
            case "rubbish" -> write(exchange, 200, "application/json", "<html>");
            case "large" -> reply(exchange, request, LineServer.text("x".repeat(200_000)));
            default ->
                    reply(exchange, request, LineServer.text("Unknown tool").put("isError", true));
        }
    }

    private void reply(HttpExchange exchange, JsonNode request, ObjectNode result)
            throws IOException {
        String answer = LineServer.response(request).set("result", result).toString();
        if (!streams) {
            write(exchange, 200, "application/json", answer);
            return;
        }
        String log =
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\","
                        + "\"params\":{\"level\":\"info\",\"data\":\"working\"}}";
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        out.write(
                (": hello\n\nid: 1\ndata: \n\ndata: " + log + "\n\nevent: message\ndata: " + answer)
                        .getBytes(StandardCharsets.UTF_8));
        out.write("\n\n".getBytes(StandardCharsets.UTF_8));
        exchange.close();
    }

    private void eventStream(HttpExchange exchange) throws IOException {
        record(exchange);
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        out.write(("event: endpoint\ndata: " + endpoint + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        try {
            for (String event = events.take(); !event.equals(END); event = events.take()) {
                out.write(("event: message\ndata: " + event + "\n\n").getBytes());
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private void message(HttpExchange exchange) throws IOException {
        JsonNode request = record(exchange).body();
        ObjectNode result =
                switch (request.path("method").asText()) {
                    case "initialize" -> LineServer.initialized(request);
                    case "tools/call" ->
                            LineServer.text(request.at("/params/arguments").toString());
                    default -> null;
                };
        exchange.sendResponseHeaders(202, -1);
        exchange.close();
        if (request.at("/params/name").asText().equals("end")) {
            events.add(END);
        } else if (result != null) {
            events.add(LineServer.response(request).set("result", result).toString());
        }
    }

    private static void write(HttpExchange exchange, int status, String type, String text)
            throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        release.countDown();
        events.add(END);
        server.stop(0);
        executor.shutdownNow();
    }
}
