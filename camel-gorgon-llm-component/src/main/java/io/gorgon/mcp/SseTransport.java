package io.gorgon.mcp;

import io.gorgon.llm.http.HttpClientSource;
import io.gorgon.llm.http.HttpExchange;
import io.gorgon.llm.http.SseReader;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** One stream of events for all answers, and a post per message (MCP 2024-11-05, HTTP with SSE). */
final class SseTransport extends ServerTransport {

    private final HttpLink link;
    private final Executor executor;
    private final CompletableFuture<URI> endpoint = new CompletableFuture<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile HttpExchange stream;

    SseTransport(
            McpServerSettings settings,
            Function<String, String> environment,
            KnownSecrets secrets,
            HttpClientSource clients,
            Executor executor) {
        super(settings, secrets);
        this.link = new HttpLink(this, environment, clients);
        this.executor = executor;
    }

    @Override
    void listen() {
        executor.execute(this::read);
    }

    private void read() {
        try (HttpExchange exchange =
                link.prepare("GET", settings().url(), "text/event-stream", null)) {
            stream = exchange;
            if (closed.get()) {
                return;
            }
            link.send(exchange);
            SseReader events = new SseReader(link.body(exchange));
            for (SseReader.Event event = events.next(); event != null; event = events.next()) {
                exchange.restartLimit();
                received(event);
            }
            over(new McpConnectionException(true, label() + " ended its stream", null));
        } catch (McpException e) {
            over(e);
        } catch (IOException e) {
            over(link.failure(e));
        }
    }

    private void received(SseReader.Event event) {
        if (event.name().equals("endpoint")) {
            endpoint.complete(endpoint(event.data()));
        } else if (!event.data().isBlank()) {
            parse(event.data()).ifPresent(this::deliver);
        }
    }

    /** Keys and data go to the server that was configured, wherever it points. */
    private URI endpoint(String text) {
        try {
            URI address = settings().url().resolve(text.strip());
            if (link.isAtServer(address)) {
                return address;
            }
        } catch (IllegalArgumentException notAnAddress) {
            // told below
        }
        throw new McpRequestException(
                label() + " wants messages at another server, which is not allowed");
    }

    private void over(McpException reason) {
        endpoint.completeExceptionally(reason);
        lost(reason);
    }

    @Override
    CompletableFuture<Void> send(JSONRPCMessage message, CallTrace trace) {
        return endpoint.thenAcceptAsync(address -> post(address, message, trace), executor);
    }

    private void post(URI address, JSONRPCMessage message, CallTrace trace) {
        try (HttpExchange exchange = link.prepare("POST", address, null, bytes(message))) {
            trace.onEnd(exchange::abort);
            trace.sent();
            link.send(exchange);
        }
    }

    @Override
    void shutdown() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        over(new McpConnectionException(true, label() + " was closed", null));
        HttpExchange open = stream;
        if (open != null) {
            open.abort();
        }
    }
}
