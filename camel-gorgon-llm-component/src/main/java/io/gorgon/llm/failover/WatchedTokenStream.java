package io.gorgon.llm.failover;

import io.gorgon.llm.Attempt;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.TokenChunk;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.error.LlmException;
import java.util.List;
import java.util.function.Consumer;

/** A stream that tells when it breaks, and knows the attempts that failed before it. */
public final class WatchedTokenStream implements TokenStream {

    private final TokenStream stream;
    private final List<Attempt> failedBefore;
    private final String note;
    private final Consumer<LlmException> onFailure;
    private boolean told;

    /**
     * @param failedBefore the attempts before this one, oldest first
     * @param note what the caller should know of the answer, one sentence; null for nothing
     * @param onFailure is told when the stream breaks, once
     */
    public WatchedTokenStream(
            TokenStream stream,
            List<Attempt> failedBefore,
            String note,
            Consumer<LlmException> onFailure) {
        this.stream = stream;
        this.failedBefore = List.copyOf(failedBefore);
        this.note = note;
        this.onFailure = onFailure;
    }

    @Override
    public TokenChunk next() {
        try {
            return stream.next();
        } catch (LlmException e) {
            if (!told) {
                told = true;
                onFailure.accept(e);
            }
            throw e;
        }
    }

    @Override
    public LlmResponse response() {
        LlmResponse response = stream.response().afterFailures(failedBefore);
        return note == null ? response : response.withNote(note);
    }

    @Override
    public void close() {
        stream.close();
    }
}
