package io.gorgon.mcp;

import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Carries the messages of one connection. The SDK speaks the protocol; this side decides which
 * process is started, which address is connected to, how much is read, and notices when the server
 * is gone.
 */
abstract class ServerTransport implements McpClientTransport {

    private static final Logger LOG = LoggerFactory.getLogger(ServerTransport.class);

    /** Later versions let a server end a stream before its answer, which is not followed here. */
    private static final List<String> VERSIONS =
            List.of(
                    ProtocolVersions.MCP_2024_11_05,
                    ProtocolVersions.MCP_2025_03_26,
                    ProtocolVersions.MCP_2025_06_18);

    /** MCP 2025-06-18, Cancellation. */
    private static final String CANCELLED = "notifications/cancelled";

    private static final int REMEMBERED = 1000;

    private final McpServerSettings settings;
    private final KnownSecrets secrets;
    private final AtomicBoolean lost = new AtomicBoolean();
    private final Map<Object, Boolean> abandoned = Collections.synchronizedMap(new Recent());
    private volatile Consumer<McpException> onLost = reason -> {};
    private volatile Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler;
    private volatile String protocolVersion;

    ServerTransport(McpServerSettings settings, KnownSecrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
    }

    private static final class Recent extends LinkedHashMap<Object, Boolean> {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    }

    final McpServerSettings settings() {
        return settings;
    }

    /** The server, as the start of a sentence. */
    final String label() {
        return "MCP server '" + settings.name() + "'";
    }

    final String hide(String text) {
        return secrets.hide(text);
    }

    /** The version that was agreed on; null before that. */
    final String protocolVersion() {
        return protocolVersion;
    }

    /** Who is told, once, that no answer will come any more. */
    final void onLost(Consumer<McpException> action) {
        onLost = action;
    }

    final void lost(McpException reason) {
        if (lost.compareAndSet(false, true)) {
            onLost.accept(reason);
        }
    }

    @Override
    public final List<String> protocolVersions() {
        return VERSIONS;
    }

    @Override
    public final Mono<Void> connect(
            Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> messageHandler) {
        return Mono.fromRunnable(
                () -> {
                    handler = messageHandler;
                    listen();
                });
    }

    /** Starts to read what the server says by itself. */
    abstract void listen();

    @Override
    public final Mono<Void> sendMessage(JSONRPCMessage message) {
        return Mono.deferContextual(
                context -> {
                    CallTrace trace = context.getOrDefault(CallTrace.class, new CallTrace());
                    if (message instanceof JSONRPCRequest request) {
                        trace.started(request.id());
                    }
                    String version =
                            context.getOrDefault(
                                    McpAsyncClient.NEGOTIATED_PROTOCOL_VERSION, protocolVersion);
                    protocolVersion = version;
                    return Mono.fromFuture(send(message, trace), true);
                });
    }

    /** Sends a message; fails with an {@link McpException}. */
    abstract CompletableFuture<Void> send(JSONRPCMessage message, CallTrace trace);

    /** Tells the server that nobody waits for a call any more. */
    final void abandon(CallTrace trace, String reason) {
        Object id = trace.requestId();
        if (id != null) {
            abandoned.put(id, Boolean.TRUE);
            Map<String, Object> params = Map.of("requestId", id, "reason", reason);
            send(new JSONRPCNotification(CANCELLED, params), new CallTrace())
                    .whenComplete(
                            (done, failure) -> {
                                if (failure != null) {
                                    LOG.debug("{} was not told of a cancelled call", label());
                                }
                            });
        }
        trace.end();
    }

    final byte[] bytes(JSONRPCMessage message) {
        try {
            return JacksonJson.INSTANCE.writeValueAsBytes(message);
        } catch (IOException unwritable) {
            throw new McpRequestException(
                    "the arguments for "
                            + label()
                            + " cannot be written as JSON: "
                            + hide(unwritable.getMessage()));
        }
    }

    /** The message of a text; empty, with a line in the log, when it is none. */
    final Optional<JSONRPCMessage> parse(String text) {
        try {
            return Optional.of(McpSchema.deserializeJsonRpcMessage(JacksonJson.INSTANCE, text));
        } catch (IOException | RuntimeException notAMessage) {
            LOG.debug("{} sent what is no message: {}", label(), hide(text));
            return Optional.empty();
        }
    }

    final void deliver(JSONRPCMessage message) {
        if (message instanceof JSONRPCResponse response
                && response.id() != null
                && abandoned.remove(response.id()) != null) {
            return;
        }
        handler.apply(Mono.just(message))
                .subscribe(
                        handled -> {},
                        failure ->
                                LOG.debug(
                                        "a message of {} could not be handled: {}",
                                        label(),
                                        hide(failure.getMessage())));
    }

    final McpRequestException tooLarge() {
        return new McpRequestException(
                label()
                        + " sent an answer that is larger than the allowed "
                        + settings.maxResponseBytes()
                        + " bytes; ask for less, or raise max_response_bytes of the server ("
                        + settings.definedAt()
                        + ")");
    }

    /** Ends the connection and all that belongs to it. May be called again. */
    abstract void shutdown();

    @Override
    public final Mono<Void> closeGracefully() {
        return Mono.fromRunnable(this::shutdown);
    }

    @Override
    public final void close() {
        shutdown();
    }

    @Override
    public final <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return JacksonJson.INSTANCE.convertValue(data, type);
    }
}
