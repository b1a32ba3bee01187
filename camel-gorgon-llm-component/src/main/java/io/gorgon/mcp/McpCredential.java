package io.gorgon.mcp;

import java.util.Locale;
import java.util.Optional;

/** How a key is sent to a server over HTTP. */
public enum McpCredential {
    /** {@code Authorization: Bearer <key>}. */
    BEARER,
    /** {@code X-API-Key: <key>}. */
    API_KEY,
    /** No key is sent. */
    NONE;

    /** The credential that the configuration writes so. */
    public static Optional<McpCredential> find(String label) {
        for (McpCredential credential : values()) {
            if (credential.name().toLowerCase(Locale.ROOT).equals(label)) {
                return Optional.of(credential);
            }
        }
        return Optional.empty();
    }
}
