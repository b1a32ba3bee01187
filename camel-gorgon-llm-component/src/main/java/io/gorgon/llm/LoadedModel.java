package io.gorgon.llm;

import java.time.Instant;

/**
 * A model that a provider holds in memory now.
 *
 * @param name the provider's own name for it; never null
 * @param sizeBytes all memory that it takes, in bytes
 * @param vramBytes the part of it on a GPU, in bytes; less than the size when it spills to main
 *     memory
 * @param contextTokens the context window that it was loaded with, in tokens; null when unknown
 * @param expiresAt when it will be unloaded if nobody asks it; null when unknown
 */
public record LoadedModel(
        String name, long sizeBytes, long vramBytes, Integer contextTokens, Instant expiresAt) {}
