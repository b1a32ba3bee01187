package io.gorgon.camel.llm;

import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.TokenChunk;
import io.gorgon.llm.TokenStream;
import java.io.Closeable;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * A streamed answer as a message body: iterates over the pieces of the content, so that {@code
 * split().streaming()} works on it, and can be converted to an {@code InputStream} (UTF-8). Can be
 * read once. Reasoning is left out; it is in the response.
 */
public final class LlmStreamBody implements Iterator<String>, Closeable {

    private final TokenStream stream;
    private String next;

    public LlmStreamBody(TokenStream stream) {
        this.stream = stream;
    }

    /** The stream itself, with reasoning; for who does not read the pieces from this. */
    public TokenStream tokens() {
        return stream;
    }

    @Override
    public boolean hasNext() {
        while (next == null) {
            TokenChunk chunk = stream.next();
            if (chunk == null) {
                return false;
            }
            if (chunk.kind() == TokenChunk.Kind.CONTENT) {
                next = chunk.text();
            }
        }
        return true;
    }

    @Override
    public String next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the answer is complete");
        }
        String piece = next;
        next = null;
        return piece;
    }

    /**
     * The answer as far as it has been read; complete when {@link #hasNext()} has returned false.
     */
    public LlmResponse response() {
        return stream.response();
    }

    @Override
    public void close() {
        stream.close();
    }
}
