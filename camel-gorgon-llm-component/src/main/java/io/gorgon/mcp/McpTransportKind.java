package io.gorgon.mcp;

import java.util.Locale;
import java.util.Optional;

/** How a server is spoken to (MCP 2025-06-18, Transports). */
public enum McpTransportKind {
    /** A program that is started here, with a message per line of its input and output. */
    STDIO,
    /** Streamable HTTP. */
    HTTP,
    /** HTTP with server-sent events, of MCP 2024-11-05. */
    SSE;

    /** As the configuration writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind that the configuration writes so. */
    public static Optional<McpTransportKind> find(String label) {
        for (McpTransportKind kind : values()) {
            if (kind.label().equals(label)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
