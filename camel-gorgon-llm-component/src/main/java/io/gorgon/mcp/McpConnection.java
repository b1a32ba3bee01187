package io.gorgon.mcp;

import io.gorgon.llm.Cancellation;
import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** One connection to a server, for many calls at once. */
final class McpConnection implements AutoCloseable {

    /** The SDK's own limits are longer than any that can be configured; see {@link Deadline}. */
    private static final Duration NEVER = Duration.ofDays(30);

    private final ServerTransport transport;
    private final McpAsyncClient client;
    private final Failures failures;
    private final Set<CompletableFuture<?>> waiting = new HashSet<>();
    private McpException lost;
    private boolean retired;

    McpConnection(ServerTransport transport, String version) {
        this.transport = transport;
        this.failures = new Failures(transport);
        transport.onLost(this::lost);
        this.client =
                McpClient.async(transport)
                        .clientInfo(Implementation.builder("gorgon", version).build())
                        .requestTimeout(NEVER)
                        .initializationTimeout(NEVER)
                        .jsonSchemaValidator(neverAsked())
                        .build();
    }

    /** The SDK validates results only where its cache of schemas is on, which it is not. */
    private static JsonSchemaValidator neverAsked() {
        return (schema, content) ->
                JsonSchemaValidator.ValidationResponse.asInvalid("there is no validator");
    }

    /**
     * Shakes hands.
     *
     * @throws McpException if that fails or takes too long
     */
    void initialize(Deadline deadline) {
        try {
            wait(client::initialize, new CallTrace(), deadline, new Cancellation());
        } catch (ExecutionException e) {
            throw failures.ofHandshake(e.getCause());
        }
    }

    /**
     * Calls a tool.
     *
     * @throws McpException if there is no result
     */
    CallToolResult call(CallToolRequest request, Deadline deadline, Cancellation cancellation) {
        CallTrace trace = new CallTrace();
        try {
            return wait(() -> client.callTool(request), trace, deadline, cancellation);
        } catch (ExecutionException e) {
            throw failures.ofCall(e.getCause(), request.name(), trace.wasSent());
        } catch (McpTimeoutException e) {
            transport.abandon(trace, "time-out");
            throw e;
        } catch (McpCancelledException e) {
            transport.abandon(trace, "cancelled");
            throw e;
        }
    }

    /** The names of the tools that the server has now. */
    List<String> tools(Deadline deadline, Cancellation cancellation) {
        try {
            return wait(client::listTools, new CallTrace(), deadline, cancellation).tools().stream()
                    .map(Tool::name)
                    .toList();
        } catch (ExecutionException e) {
            throw failures.ofHandshake(e.getCause());
        }
    }

    private <T> T wait(
            Supplier<Mono<T>> work, CallTrace trace, Deadline deadline, Cancellation cancellation)
            throws ExecutionException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        register(answer);
        try {
            if (!answer.isDone()) {
                work.get()
                        .contextWrite(Context.of(CallTrace.class, trace))
                        .subscribe(answer::complete, answer::completeExceptionally);
            }
            return deadline.await(answer, cancellation, transport.label());
        } finally {
            unregister(answer);
        }
    }

    private synchronized void register(CompletableFuture<?> answer) {
        if (lost != null) {
            answer.completeExceptionally(
                    new McpConnectionException(false, lost.getMessage(), lost));
        } else {
            waiting.add(answer);
        }
    }

    private void unregister(CompletableFuture<?> answer) {
        boolean last;
        synchronized (this) {
            waiting.remove(answer);
            last = retired && waiting.isEmpty();
        }
        if (last) {
            close();
        }
    }

    private void lost(McpException reason) {
        List<CompletableFuture<?>> failing;
        synchronized (this) {
            lost = reason;
            failing = List.copyOf(waiting);
        }
        failing.forEach(answer -> answer.completeExceptionally(reason));
        // what is left of the server, such as a program that only stopped to answer
        Daemons.start("gorgon-mcp-close", this::close);
    }

    /** A text of the server, fit for a message. */
    String hide(String text) {
        return transport.hide(text);
    }

    /** Whether new calls may be made on it. */
    synchronized boolean usable() {
        return lost == null && !retired;
    }

    /** Lets the calls under way end, and closes then. */
    void retire() {
        boolean idle;
        synchronized (this) {
            retired = true;
            idle = waiting.isEmpty();
        }
        if (idle) {
            close();
        }
    }

    @Override
    public void close() {
        transport.shutdown();
        client.close();
    }
}
