package io.gorgon.mcp;

import io.gorgon.yaml.QuotedText;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import java.util.Optional;
import java.util.Set;

/** Says in words what went wrong with a server. */
final class Failures {

    /** Parse error, invalid request, method not found, invalid params (JSON-RPC 2.0, 5.1). */
    private static final Set<Integer> OUR_FAULT = Set.of(-32700, -32600, -32601, -32602);

    private final ServerTransport transport;

    Failures(ServerTransport transport) {
        this.transport = transport;
    }

    McpException ofHandshake(Throwable failure) {
        return own(failure)
                .orElseGet(
                        () ->
                                new McpRequestException(
                                        transport.label()
                                                + " cannot be used: "
                                                + transport.hide(words(failure))));
    }

    /**
     * @param sent whether the server may have received the call
     */
    McpException ofCall(Throwable failure, String tool, boolean sent) {
        Optional<McpException> own = own(failure);
        if (own.isPresent()) {
            return own.get() instanceof McpConnectionException lost && lost.sent() && !sent
                    ? new McpConnectionException(false, lost.getMessage(), lost)
                    : own.get();
        }
        String start =
                "tool " + QuotedText.of(tool) + " of server '" + transport.settings().name() + "'";
        Optional<JSONRPCError> answer = answer(failure);
        if (answer.isEmpty()) {
            return new McpConnectionException(
                    sent,
                    start + " gave no answer that can be read: " + transport.hide(words(failure)),
                    failure);
        }
        String said = transport.hide(answer.get().message());
        return OUR_FAULT.contains(answer.get().code())
                ? new McpRequestException(true, start + " does not take the call: " + said)
                : new McpToolException(start + " failed: " + said);
    }

    private static Optional<McpException> own(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof McpException own) {
                return Optional.of(own);
            }
        }
        return Optional.empty();
    }

    private static Optional<JSONRPCError> answer(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof McpError error && error.getJsonRpcError() != null) {
                return Optional.of(error.getJsonRpcError());
            }
        }
        return Optional.empty();
    }

    private static String words(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
