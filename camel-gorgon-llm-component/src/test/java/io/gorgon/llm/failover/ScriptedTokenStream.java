package io.gorgon.llm.failover;

import io.gorgon.llm.FinishReason;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.TokenChunk;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.TokenUsage;
import io.gorgon.llm.error.LlmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A stream of given pieces and failures. */
final class ScriptedTokenStream implements TokenStream {

    private final Deque<Object> left;
    private int read;
    private boolean closed;

    /**
     * @param steps each a {@link TokenChunk} or an {@link LlmException}
     */
    ScriptedTokenStream(Object... steps) {
        left = new ArrayDeque<>(List.of(steps));
    }

    /** How many pieces were taken. */
    int read() {
        return read;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public TokenChunk next() {
        if (closed || left.isEmpty()) {
            return null;
        }
        Object step = left.poll();
        if (step instanceof LlmException failure) {
            throw failure;
        }
        read++;
        return (TokenChunk) step;
    }

    @Override
    public LlmResponse response() {
        return new LlmResponse(
                "text",
                null,
                "model",
                "here",
                "mock",
                ModelTier.FAST,
                TokenUsage.reported(1, 1),
                1,
                null,
                FinishReason.STOP,
                1,
                List.of(),
                null);
    }

    @Override
    public void close() {
        closed = true;
    }
}
