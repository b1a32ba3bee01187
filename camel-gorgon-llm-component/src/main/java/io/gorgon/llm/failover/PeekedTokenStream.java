package io.gorgon.llm.failover;

import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.TokenChunk;
import io.gorgon.llm.TokenStream;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A stream of which the first piece of content has come. Until then nothing has been given to the
 * reader, so that another provider can still answer instead.
 */
public final class PeekedTokenStream implements TokenStream {

    private final TokenStream stream;
    private final Deque<TokenChunk> peeked = new ArrayDeque<>();
    private volatile boolean closed;

    private PeekedTokenStream(TokenStream stream) {
        this.stream = stream;
    }

    /**
     * Waits for the first piece of content, or for the end.
     *
     * @throws io.gorgon.llm.error.LlmException if the stream fails before; it is closed then
     */
    public static PeekedTokenStream of(TokenStream stream) {
        PeekedTokenStream result = new PeekedTokenStream(stream);
        try {
            result.peek();
        } catch (RuntimeException e) {
            stream.close();
            throw e;
        }
        return result;
    }

    private void peek() {
        TokenChunk chunk = stream.next();
        while (chunk != null && chunk.kind() != TokenChunk.Kind.CONTENT) {
            peeked.add(chunk);
            chunk = stream.next();
        }
        if (chunk != null) {
            peeked.add(chunk);
        }
    }

    @Override
    public TokenChunk next() {
        return closed || peeked.isEmpty() ? stream.next() : peeked.poll();
    }

    @Override
    public LlmResponse response() {
        return stream.response();
    }

    @Override
    public void close() {
        closed = true;
        stream.close();
    }
}
