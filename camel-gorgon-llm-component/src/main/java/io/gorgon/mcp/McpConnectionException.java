package io.gorgon.mcp;

/** The server cannot be reached, or went away. */
public final class McpConnectionException extends McpException {

    private static final long serialVersionUID = 1L;

    private final boolean sent;

    /**
     * @param sent whether the server may have received the call
     */
    McpConnectionException(boolean sent, String message, Throwable cause) {
        super(false, message, cause);
        this.sent = sent;
    }

    /** Whether the server may have received the call, and done its work. */
    public boolean sent() {
        return sent;
    }
}
