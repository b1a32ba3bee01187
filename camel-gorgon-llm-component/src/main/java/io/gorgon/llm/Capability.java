package io.gorgon.llm;

/**
 * What a provider can do beyond answering text. What it cannot do fails with a message, never
 * silently.
 */
public enum Capability {
    /** Answers in pieces. */
    STREAMING,
    /** Obeys a response schema by itself; without it, the schema is asked for in words. */
    STRUCTURED_OUTPUT,
    /** Reads images. */
    IMAGES,
    /** Makes embeddings. */
    EMBEDDINGS,
    /** Fetches models on command. */
    PULL,
    /** Tells which models it holds in memory. */
    LOADED_MODELS,
    /** Takes stop sequences. */
    STOP_SEQUENCES
}
