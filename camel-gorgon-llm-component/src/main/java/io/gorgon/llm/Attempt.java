package io.gorgon.llm;

import java.util.Objects;

/**
 * A call that failed before another one answered.
 *
 * @param provider the provider's name; never null
 * @param model the model asked; null when none had been chosen
 * @param kind what happened, as {@link io.gorgon.llm.error.LlmException#kind()} has it, or {@code
 *     circuit_open} and {@code queue_full} when the provider was not even asked; never null
 * @param durationMs how long it took, in milliseconds
 */
public record Attempt(String provider, String model, String kind, long durationMs) {

    public Attempt {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(kind, "kind");
    }

    /** Such as {@code anthropic claude-opus-5-5: overloaded after 312 ms}. */
    @Override
    public String toString() {
        return provider
                + (model == null ? "" : " " + model)
                + ": "
                + kind
                + " after "
                + durationMs
                + " ms";
    }
}
