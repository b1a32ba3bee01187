package io.gorgon.mcp;

import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Speaks with a program over its input and output, a message per line (MCP 2025-06-18, stdio). */
final class StdioTransport extends ServerTransport {

    private static final Logger LOG = LoggerFactory.getLogger(StdioTransport.class);

    /** For the answers that a program wrote just before it ended. */
    private static final long LAST_ANSWERS_MILLIS = 500;

    private final ServerProcess process;
    private final ExecutorService writer;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Starts the program.
     *
     * @throws McpRequestException if it cannot be started
     */
    StdioTransport(
            McpServerSettings settings,
            Function<String, String> environment,
            KnownSecrets secrets) {
        super(settings, secrets);
        process = ServerProcess.start(settings, environment, secrets);
        writer = Daemons.single("gorgon-mcp-write-" + settings.name());
    }

    @Override
    void listen() {
        Daemons.start("gorgon-mcp-read-" + settings().name(), this::read);
        // a child of the program may hold its output open, and the end never comes
        process.onExit()
                .thenRunAsync(
                        () -> gone(null),
                        CompletableFuture.delayedExecutor(
                                LAST_ANSWERS_MILLIS, TimeUnit.MILLISECONDS));
    }

    private void read() {
        BoundedLines lines = BoundedLines.strict(process.output(), settings().maxResponseBytes());
        try {
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (!line.isBlank()) {
                    parse(line).ifPresent(this::deliver);
                }
            }
            process.onExit().get(LAST_ANSWERS_MILLIS, TimeUnit.MILLISECONDS);
            gone(null);
        } catch (BoundedLines.LineTooLongException tooLong) {
            lost(tooLarge());
        } catch (Exception e) {
            gone(e);
        }
    }

    private void gone(Exception cause) {
        lost(new McpConnectionException(true, label() + process.ending() + "; try again", cause));
    }

    @Override
    CompletableFuture<Void> send(JSONRPCMessage message, CallTrace trace) {
        trace.onEnd(() -> giveUpIfStuck(trace));
        try {
            byte[] line = bytes(message);
            return CompletableFuture.runAsync(() -> write(line, trace), writer);
        } catch (McpException wrong) {
            return CompletableFuture.failedFuture(wrong);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(
                    new McpConnectionException(false, label() + " is closed", e));
        }
    }

    private void write(byte[] line, CallTrace trace) {
        try {
            OutputStream input = process.input();
            input.write(line);
            input.write('\n');
            input.flush();
            trace.sent();
        } catch (IOException e) {
            // a line that did not end was not received as a message
            throw new McpConnectionException(false, label() + process.ending(), e);
        }
    }

    /** A program that does not read its input will not do so for the next call either. */
    private void giveUpIfStuck(CallTrace trace) {
        if (trace.requestId() != null && !trace.wasSent()) {
            lost(
                    new McpConnectionException(
                            false,
                            label() + " does not read its input; it is started again",
                            null));
        }
    }

    @Override
    void shutdown() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        lost(new McpConnectionException(true, label() + " was closed", null));
        writer.execute(this::endInput);
        writer.shutdown();
        process.kill();
    }

    private void endInput() {
        try {
            process.input().close();
        } catch (IOException alreadyGone) {
            LOG.debug("{} had closed its input", label());
        }
    }
}
