package io.gorgon.budget;

import io.gorgon.llm.TokenUsage;
import java.util.Objects;

/**
 * What an attempt used that brought no answer to the caller, although it may cost something.
 *
 * @param provider the provider's name; never null
 * @param model null when unknown
 * @param usage never null
 */
public record AttemptUsage(String provider, String model, TokenUsage usage) {

    public AttemptUsage {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(usage, "usage");
    }
}
