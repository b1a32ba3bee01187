package io.gorgon.mcp;

/** The caller ended the call. */
public final class McpCancelledException extends McpException {

    private static final long serialVersionUID = 1L;

    McpCancelledException(String message) {
        super(true, message, null);
    }
}
