package io.gorgon.mcp;

import io.gorgon.llm.Cancellation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** The one connection of a server: opened at the first call, opened again when it is gone. */
final class ServerSlot implements AutoCloseable {

    private final McpServerSettings settings;
    private final Supplier<McpConnection> connections;
    private final Executor executor;
    private CompletableFuture<McpConnection> current;
    private McpConnection opening;
    private boolean closed;

    /**
     * @param connections makes a connection that has not shaken hands yet
     */
    ServerSlot(McpServerSettings settings, Supplier<McpConnection> connections, Executor executor) {
        this.settings = settings;
        this.connections = connections;
        this.executor = executor;
    }

    /**
     * A connection that can be used.
     *
     * @param old one that failed and is not wanted again; null for none
     * @throws McpException if there is none in time
     */
    McpConnection get(McpConnection old, Deadline deadline, Cancellation cancellation) {
        try {
            return deadline.await(
                    wanted(old), cancellation, "MCP server '" + settings.name() + "'");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof McpException known) {
                throw known;
            }
            throw new McpConnectionException(
                    false,
                    "MCP server '" + settings.name() + "' cannot be connected to",
                    e.getCause());
        }
    }

    private synchronized CompletableFuture<McpConnection> wanted(McpConnection old) {
        if (closed) {
            throw closedException();
        }
        if (current != null && current.isDone() && !usable(current, old)) {
            current = null;
        }
        if (current == null) {
            current = CompletableFuture.supplyAsync(this::open, executor);
        }
        return current;
    }

    private static boolean usable(CompletableFuture<McpConnection> done, McpConnection old) {
        if (done.isCompletedExceptionally()) {
            return false;
        }
        McpConnection connection = done.join();
        return connection != old && connection.usable();
    }

    private McpConnection open() {
        McpConnection connection = connections.get();
        synchronized (this) {
            opening = connection;
            if (closed) {
                connection.close();
            }
        }
        try {
            connection.initialize(Deadline.in(settings.timeout()));
            return connection;
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private McpConnectionException closedException() {
        return new McpConnectionException(
                false, "MCP server '" + settings.name() + "' is closed", null);
    }

    @Override
    public void close() {
        McpConnection open;
        synchronized (this) {
            closed = true;
            open = opening;
        }
        if (open != null) {
            open.close();
        }
    }
}
