package io.gorgon.llm;

import java.util.Objects;

/**
 * What a probe found. A probe costs no tokens and loads no model.
 *
 * @param usable whether a call would be tried
 * @param message one sentence: what answered, or what is wrong and what to do; never null
 * @param version the server's own version; null when it does not tell
 * @param latencyMs how long the probe took, in milliseconds
 */
public record ProviderHealth(boolean usable, String message, String version, long latencyMs) {

    public ProviderHealth {
        Objects.requireNonNull(message, "message");
    }
}
