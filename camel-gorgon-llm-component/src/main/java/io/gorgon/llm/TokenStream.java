package io.gorgon.llm;

/**
 * An answer that arrives in pieces. The reader pulls: what it does not read stays with the
 * provider, so a slow reader slows the sender down. For one thread at a time, except {@link
 * #close()}, which any thread may call.
 *
 * <p>Closing early ends the call at the provider. Closing is always needed and can be repeated.
 */
public interface TokenStream extends AutoCloseable {

    /**
     * Waits for the next piece.
     *
     * @return the piece; null when the answer is complete, and from then on
     * @throws io.gorgon.llm.error.BrokenStreamException if the connection ended before the provider
     *     said that the answer is complete; holds the text so far
     * @throws io.gorgon.llm.error.LlmException for what the provider reports while it answers
     */
    TokenChunk next();

    /**
     * The answer as a whole. Complete after {@link #next()} has returned null. Before that, it
     * holds what was read so far with estimated usage and the finish reason {@link
     * FinishReason#CANCELLED}.
     */
    LlmResponse response();

    /** Ends the call if it is still running and gives the connection back. Never throws. */
    @Override
    void close();
}
