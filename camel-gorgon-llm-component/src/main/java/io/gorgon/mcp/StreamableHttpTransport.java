package io.gorgon.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.http.HttpClientSource;
import io.gorgon.llm.http.HttpExchange;
import io.gorgon.llm.http.LlmHttpClient;
import io.gorgon.llm.http.SseReader;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts each message; the answer is JSON or a stream of events (MCP 2025-06-18, Streamable HTTP).
 * Opens no stream for what a server says by itself, as nothing here asks for that.
 */
final class StreamableHttpTransport extends ServerTransport {

    private static final Logger LOG = LoggerFactory.getLogger(StreamableHttpTransport.class);

    private static final String ACCEPT = "application/json, text/event-stream";
    private static final long FAREWELL_MILLIS = 1000;

    private final HttpLink link;
    private final Executor executor;
    private final AtomicBoolean closed = new AtomicBoolean();

    StreamableHttpTransport(
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
        // nothing comes that was not asked for
    }

    @Override
    CompletableFuture<Void> send(JSONRPCMessage message, CallTrace trace) {
        return CompletableFuture.runAsync(() -> post(message, trace), executor);
    }

    private void post(JSONRPCMessage message, CallTrace trace) {
        if (message instanceof JSONRPCRequest request
                && McpSchema.METHOD_INITIALIZE.equals(request.method())) {
            link.forgetSession();
        }
        try (HttpExchange exchange =
                link.prepare("POST", settings().url(), ACCEPT, bytes(message))) {
            trace.onEnd(exchange::abort);
            trace.sent();
            link.send(exchange);
            if (message instanceof JSONRPCRequest request) {
                answer(exchange, request);
            }
        } catch (IOException e) {
            throw link.failure(e);
        }
    }

    private void answer(HttpExchange exchange, JSONRPCRequest request) throws IOException {
        boolean events = exchange.header("Content-Type").orElse("").startsWith("text/event-stream");
        InputStream body = link.body(exchange);
        boolean answered =
                events
                        ? readEvents(new SseReader(body), request)
                        : deliverAll(
                                new String(body.readAllBytes(), StandardCharsets.UTF_8), request);
        if (!answered) {
            throw new McpConnectionException(
                    true,
                    label()
                            + (events
                                    ? " ended its stream without an answer"
                                    : " sent an answer that is no answer of MCP; check the path of"
                                            + " url"),
                    null);
        }
    }

    private boolean readEvents(SseReader events, JSONRPCRequest request) throws IOException {
        for (SseReader.Event event = events.next(); event != null; event = events.next()) {
            if (!event.data().isBlank() && deliverAll(event.data(), request)) {
                return true;
            }
        }
        return false;
    }

    /** Delivers one message or, as MCP 2025-03-26 allows, a list of them. */
    private boolean deliverAll(String text, JSONRPCRequest request) {
        if (!text.stripLeading().startsWith("[")) {
            return deliverOne(text, request);
        }
        boolean answered = false;
        try {
            for (JsonNode one : LlmHttpClient.JSON.readTree(text)) {
                answered |= deliverOne(one.toString(), request);
            }
        } catch (IOException notJson) {
            LOG.debug("{} sent what is no list of messages", label());
        }
        return answered;
    }

    private boolean deliverOne(String text, JSONRPCRequest request) {
        return parse(text)
                .map(
                        message -> {
                            deliver(message);
                            return message instanceof JSONRPCResponse response
                                    && request.id().equals(response.id());
                        })
                .orElse(false);
    }

    @Override
    void shutdown() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        lost(new McpConnectionException(true, label() + " was closed", null));
        if (link.hasSession()) {
            endSession();
        }
    }

    private void endSession() {
        HttpExchange farewell;
        try {
            farewell = link.prepare("DELETE", settings().url(), null, null);
        } catch (McpRequestException noKey) {
            return;
        }
        try (farewell) {
            CompletableFuture.runAsync(() -> link.send(farewell), executor)
                    .get(FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | TimeoutException unheard) {
            LOG.debug("{} did not end its session", label());
        }
    }
}
