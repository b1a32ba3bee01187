package io.gorgon.mcp;

/**
 * The call is wrong as it stands: an unknown server or tool, bad arguments, not allowed, no key.
 */
public final class McpRequestException extends McpException {

    private static final long serialVersionUID = 1L;

    private final boolean answered;

    McpRequestException(String message) {
        this(false, message);
    }

    /**
     * @param answered whether the server said so, and not this side
     */
    McpRequestException(boolean answered, String message) {
        super(true, message, null);
        this.answered = answered;
    }

    boolean answered() {
        return answered;
    }
}
