package io.gorgon.mcp;

/** The tool ran and reported an error, or the server failed to run it. */
public final class McpToolException extends McpException {

    private static final long serialVersionUID = 1L;

    McpToolException(String message) {
        super(false, message, null);
    }
}
