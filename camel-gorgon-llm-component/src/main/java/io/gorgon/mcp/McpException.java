package io.gorgon.mcp;

/**
 * A call of a tool failed. The message is made for people: it says what, where and what to do, and
 * holds no key.
 */
public abstract sealed class McpException extends RuntimeException
        permits McpRequestException,
                McpToolException,
                McpConnectionException,
                McpTimeoutException,
                McpCancelledException {

    private static final long serialVersionUID = 1L;

    private final boolean permanent;

    McpException(boolean permanent, String message, Throwable cause) {
        super(message, cause);
        this.permanent = permanent;
    }

    /** Whether the same call would fail again; when not, it is worth another try. */
    public final boolean permanent() {
        return permanent;
    }
}
