package io.gorgon.mcp;

/** The call took longer than it may. The server may have done its work all the same. */
public final class McpTimeoutException extends McpException {

    private static final long serialVersionUID = 1L;

    McpTimeoutException(String message) {
        super(false, message, null);
    }
}
