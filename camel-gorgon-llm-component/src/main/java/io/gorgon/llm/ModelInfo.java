package io.gorgon.llm;

import java.util.Objects;
import java.util.Set;

/**
 * A model that a provider has.
 *
 * @param name the provider's own name for it, as it is to be sent; never null
 * @param sizeBytes size of its files, in bytes; null when unknown
 * @param parameterSize number of parameters as the provider writes it, such as {@code 7.6B}; null
 *     when unknown
 * @param quantization such as {@code Q4_K_M}; null when unknown
 * @param contextTokens the largest context window, in tokens; null when unknown
 * @param capabilities such as {@code completion}, {@code vision}, {@code embedding}; empty when
 *     unknown
 * @param remote true when the provider would pass a call for it on to another machine
 */
public record ModelInfo(
        String name,
        Long sizeBytes,
        String parameterSize,
        String quantization,
        Integer contextTokens,
        Set<String> capabilities,
        boolean remote) {

    public ModelInfo {
        Objects.requireNonNull(name, "name");
        capabilities = Set.copyOf(capabilities);
    }

    /** A model of which only the name is known. */
    public static ModelInfo named(String name) {
        return new ModelInfo(name, null, null, null, null, Set.of(), false);
    }
}
