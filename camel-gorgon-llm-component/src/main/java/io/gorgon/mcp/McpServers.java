package io.gorgon.mcp;

import io.gorgon.llm.Cancellation;
import io.gorgon.llm.http.HttpClientSource;
import io.gorgon.yaml.Nearest;
import io.gorgon.yaml.QuotedText;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;

/**
 * Calls tools of the configured servers. Starts or connects to a server at its first call and keeps
 * one connection to it, for all calls; a connection that is gone is opened again for the next call,
 * but a call that a server may have received is never sent twice. Thread-safe.
 */
public final class McpServers implements AutoCloseable {

    private static final int NAMED_TOOLS = 20;

    private final McpSettings settings;
    private final Function<String, String> environment;
    private final HttpClientSource clients;
    private final String version;
    private final ExecutorService executor = Daemons.many("gorgon-mcp");
    private final Map<String, ServerSlot> slots = new ConcurrentHashMap<>();
    private boolean closed;

    /**
     * @param environment the value of an environment variable by its name; null when it is not set
     * @param clients where HTTP clients come from; whoever gave it closes it
     * @param version of this program, as servers are told
     */
    public McpServers(
            McpSettings settings,
            Function<String, String> environment,
            HttpClientSource clients,
            String version) {
        this.settings = settings;
        this.environment = environment;
        this.clients = clients;
        this.version = version;
    }

    /**
     * Calls a tool and waits for its result.
     *
     * @param server the name of a configured server; case does not count
     * @param arguments null for none; values that JSON has
     * @param timeout the most time, connecting included; null for that of the server. The shorter
     *     of the two counts
     * @param cancellation ends the call; never null
     * @throws McpRequestException if the call is wrong as it stands
     * @throws McpToolException if the tool reported an error
     * @throws McpConnectionException if the server cannot be reached or went away
     * @throws McpTimeoutException if it took too long
     * @throws McpCancelledException if it was cancelled, or the thread interrupted
     */
    public McpResult call(
            String server,
            String tool,
            Map<String, Object> arguments,
            Duration timeout,
            Cancellation cancellation) {
        require("server", server);
        require("tool", tool);
        McpServerSettings known = settings.find(server.strip()).orElseThrow(() -> unknown(server));
        requireAllowed(known);
        if (cancellation.isCancelled()) {
            throw new McpCancelledException(
                    "MCP server '" + known.name() + "' was not called, as the call was cancelled");
        }
        Duration limit =
                timeout == null || timeout.compareTo(known.timeout()) > 0
                        ? known.timeout()
                        : timeout;
        CallToolRequest request =
                CallToolRequest.builder(tool.strip())
                        .arguments(arguments == null ? Map.of() : arguments)
                        .build();
        return new OneCall(slot(known), known, request, Deadline.in(limit), cancellation).result();
    }

    private static void require(String param, String value) {
        if (value == null || value.isBlank()) {
            throw new McpRequestException(
                    "missing required param '" + param + "' of a step of type mcp_tool");
        }
    }

    private McpRequestException unknown(String server) {
        List<String> names = settings.names();
        String nearest =
                Nearest.of(server, names).map(it -> "; did you mean '" + it + "'?").orElse("");
        return new McpRequestException(
                "MCP server "
                        + QuotedText.of(server)
                        + " not found"
                        + nearest
                        + (names.isEmpty()
                                ? "; none is configured: add it under mcp.servers in gorgon.yaml"
                                : (nearest.isEmpty() ? "; configured are " : " Configured are ")
                                        + String.join(", ", names)
                                        + " (mcp.servers in gorgon.yaml)"));
    }

    /** What is checked here by the configuration is checked again by the address that is used. */
    private void requireAllowed(McpServerSettings server) {
        if (settings.localOnly() && !server.local()) {
            throw new McpRequestException(
                    "MCP server '"
                            + server.name()
                            + "' may not be called: it is not local and the mode is local ("
                            + server.definedAt()
                            + "); if it is in the private network, add local: true");
        }
    }

    private synchronized ServerSlot slot(McpServerSettings server) {
        if (closed) {
            throw new McpConnectionException(false, "the MCP servers are closed", null);
        }
        return slots.computeIfAbsent(
                server.name().toLowerCase(Locale.ROOT),
                name ->
                        new ServerSlot(
                                server,
                                () -> new McpConnection(transport(server), version),
                                executor));
    }

    private ServerTransport transport(McpServerSettings server) {
        KnownSecrets secrets = new KnownSecrets(server, environment);
        return switch (server.transport()) {
            case STDIO -> new StdioTransport(server, environment, secrets);
            case HTTP ->
                    new StreamableHttpTransport(server, environment, secrets, clients, executor);
            case SSE -> new SseTransport(server, environment, secrets, clients, executor);
        };
    }

    /** Ends all calls, and all programs that were started. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        slots.values().parallelStream().forEach(ServerSlot::close);
        executor.shutdown();
    }

    /** One call, which may need a second connection. */
    private record OneCall(
            ServerSlot slot,
            McpServerSettings server,
            CallToolRequest request,
            Deadline deadline,
            Cancellation cancellation) {

        McpResult result() {
            McpConnection connection = slot.get(null, deadline, cancellation);
            try {
                return result(connection);
            } catch (McpConnectionException gone) {
                connection.retire();
                if (gone.sent()) {
                    throw gone;
                }
                return result(slot.get(connection, deadline, cancellation));
            }
        }

        private McpResult result(McpConnection connection) {
            CallToolResult result;
            try {
                result = connection.call(request, deadline, cancellation);
            } catch (McpRequestException refused) {
                if (refused.answered()) {
                    requireTool(connection);
                }
                throw refused;
            } catch (McpToolException failed) {
                requireTool(connection);
                throw failed;
            }
            if (Boolean.TRUE.equals(result.isError())) {
                requireTool(connection);
                throw new McpToolException(
                        "tool "
                                + QuotedText.of(request.name())
                                + " of server '"
                                + server.name()
                                + "' reported: "
                                + connection.hide(Results.of(result).text()));
            }
            return Results.of(result);
        }

        /** Servers tell of an unknown tool in many ways; their list of tools is clear. */
        private void requireTool(McpConnection connection) {
            List<String> tools;
            try {
                tools = connection.tools(deadline, cancellation);
            } catch (McpException notTold) {
                return;
            }
            if (tools.contains(request.name())) {
                return;
            }
            throw new McpRequestException(
                    "server '"
                            + server.name()
                            + "' has no tool "
                            + QuotedText.of(request.name())
                            + Nearest.of(request.name(), tools)
                                    .map(it -> "; did you mean '" + it + "'?")
                                    .orElse("; it has " + listed(tools)));
        }

        private static String listed(List<String> tools) {
            String first = String.join(", ", tools.subList(0, Math.min(NAMED_TOOLS, tools.size())));
            return tools.isEmpty()
                    ? "none"
                    : tools.size() <= NAMED_TOOLS
                            ? first
                            : first + " and " + (tools.size() - NAMED_TOOLS) + " more";
        }
    }
}
