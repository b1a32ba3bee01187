package io.gorgon.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An MCP server as a program of its own, which speaks JSON-RPC in lines by itself and knows nothing
 * of the SDK. Writes what it receives into a journal; some tools misbehave on purpose.
 */
final class LineServer {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path journal;
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private String held;

    private LineServer(Path journal) {
        this.journal = journal;
    }

    /**
     * @param arguments the journal, then how to misbehave at the start: rubbish, flood, deaf
     */
    public static void main(String[] arguments) throws Exception {
        LineServer server = new LineServer(Path.of(arguments[0]));
        server.note("start " + ProcessHandle.current().pid());
        for (String misbehaviour : List.of(arguments).subList(1, arguments.length)) {
            server.misbehave(misbehaviour);
        }
        server.serve();
    }

    private void misbehave(String how) throws Exception {
        switch (how) {
            case "rubbish" -> out.println("Welcome!\n{\"no\": \"message\"}\n[1, 2\n\n");
            case "flood" -> {
                String line = "noise ".repeat(1000);
                for (int i = 0; i < 1000; i++) {
                    System.err.println(line);
                }
            }
            case "die" -> {
                System.err.println("no licence for key " + System.getenv("TEST_TOKEN"));
                System.exit(7);
            }
            case "deaf" -> Thread.currentThread().join();
            default -> throw new IllegalArgumentException(how);
        }
    }

    private void note(String line) throws IOException {
        Files.writeString(
                journal, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void serve() throws Exception {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            JsonNode message = JSON.readTree(line);
            String method = message.path("method").asText();
            note(
                    switch (method) {
                        case "tools/call" -> method + " " + message.at("/params/name").asText();
                        case "notifications/cancelled" ->
                                method + " " + message.at("/params/reason").asText();
                        default -> method;
                    });
            switch (method) {
                case "initialize" -> answer(message, initialized(message));
                case "tools/list" -> answer(message, tools());
                case "tools/call" -> call(message);
                case "ping" -> answer(message, JSON.createObjectNode());
                default -> {}
            }
        }
        note("end of input");
    }

    static ObjectNode initialized(JsonNode request) {
        ObjectNode result = JSON.createObjectNode();
        result.set("protocolVersion", request.at("/params/protocolVersion"));
        result.putObject("capabilities").putObject("tools");
        result.putObject("serverInfo").put("name", "line").put("version", "1");
        return result;
    }

    static ObjectNode tools() {
        ObjectNode result = JSON.createObjectNode();
        for (String name :
                List.of("echo", "environment", "read_file", "fail", "internal", "die", "hang")) {
            result.withArray("/tools")
                    .addObject()
                    .put("name", name)
                    .putObject("inputSchema")
                    .put("type", "object");
        }
        return result;
    }

    private void call(JsonNode request) throws Exception {
        JsonNode arguments = request.at("/params/arguments");
        switch (request.at("/params/name").asText()) {
            case "echo" -> answer(request, text(arguments.toString()));
            case "two_parts" -> {
                ObjectNode result = text("one");
                result.withArray("/content").addObject().put("type", "text").put("text", "two");
                result.withArray("/content")
                        .addObject()
                        .put("type", "image")
                        .put("mimeType", "image/png")
                        .put("data", "AAAA");
                result.withArray("/content")
                        .addObject()
                        .put("type", "resource")
                        .putObject("resource")
                        .put("uri", "file:///three")
                        .put("text", "three");
                result.putObject("structuredContent").put("count", 2);
                answer(request, result);
            }
            case "environment" -> {
                Map<String, String> sorted = new TreeMap<>(System.getenv());
                answer(request, text(JSON.writeValueAsString(sorted)));
            }
            case "directory" -> answer(request, text(Path.of("").toAbsolutePath().toString()));
            case "fail" ->
                    answer(
                            request,
                            text("no such file, key " + System.getenv("TEST_TOKEN"))
                                    .put("isError", true));
            case "internal" -> error(request, -32603, "disk full");
            case "die" -> System.exit(3);
            case "child" -> {
                Process child = new ProcessBuilder("sleep", "600").inheritIO().start();
                answer(request, text(String.valueOf(child.pid())));
            }
            case "hang" -> {}
            case "deafen" -> {
                answer(request, text("I stop reading"));
                Thread.currentThread().join();
            }
            case "pair" -> pair(request);
            case "large" -> answer(request, text("x".repeat(arguments.path("size").asInt())));
            case "strict" -> error(request, -32602, "path is missing");
            default -> error(request, -32602, "Unknown tool");
        }
    }

    /** Answers the first of two calls only after the second has come. */
    private void pair(JsonNode request) throws IOException {
        if (held == null) {
            held = request.toString();
            return;
        }
        answer(JSON.readTree(held), text("first"));
        answer(request, text("second"));
    }

    static ObjectNode text(String text) {
        ObjectNode result = JSON.createObjectNode();
        result.withArray("/content").addObject().put("type", "text").put("text", text);
        return result;
    }

    private void answer(JsonNode request, ObjectNode result) throws IOException {
        out.println(response(request).set("result", result));
    }

    private void error(JsonNode request, int code, String message) throws IOException {
        ObjectNode response = response(request);
        response.putObject("error").put("code", code).put("message", message);
        out.println(response);
    }

    static ObjectNode response(JsonNode request) {
        ObjectNode response = JSON.createObjectNode().put("jsonrpc", "2.0");
        response.set("id", request.get("id"));
        return response;
    }
}
