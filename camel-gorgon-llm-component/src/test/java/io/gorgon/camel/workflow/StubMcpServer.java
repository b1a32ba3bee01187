package io.gorgon.camel.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An MCP server as a program of its own, which answers every call with what it was asked. */
final class StubMcpServer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TOOLS =
            List.of(
                    "read_file",
                    "list_directory",
                    "get_pull_request",
                    "get_pull_request_files",
                    "send_message");

    private StubMcpServer() {}

    /**
     * @param arguments a file that is made when the program starts
     */
    public static void main(String[] arguments) throws Exception {
        Files.writeString(Path.of(arguments[0]), "started");
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            JsonNode message = JSON.readTree(line);
            if (message.has("id")) {
                ObjectNode response = JSON.createObjectNode().put("jsonrpc", "2.0");
                response.set("id", message.get("id"));
                response.set("result", result(message));
                out.println(response);
            }
        }
    }

    private static ObjectNode result(JsonNode request) {
        ObjectNode result = JSON.createObjectNode();
        switch (request.path("method").asText()) {
            case "initialize" -> {
                result.set("protocolVersion", request.at("/params/protocolVersion"));
                result.putObject("capabilities").putObject("tools");
                result.putObject("serverInfo").put("name", "stub").put("version", "1");
            }
            case "tools/list" ->
                    TOOLS.forEach(
                            tool ->
                                    result.withArray("/tools")
                                            .addObject()
                                            .put("name", tool)
                                            .putObject("inputSchema")
                                            .put("type", "object"));
            case "tools/call" ->
                    result.withArray("/content")
                            .addObject()
                            .put("type", "text")
                            .put("text", request.path("params").toString());
            default -> {}
        }
        return result;
    }
}
