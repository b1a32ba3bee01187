package io.gorgon.budget;

import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.TokenChunk;
import io.gorgon.llm.TokenStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A stream that books what it used when it ends. */
final class SettlingTokenStream implements TokenStream {

    private final TokenStream stream;
    private final Settlement settlement;
    private final List<AttemptUsage> failed;
    private final AtomicBoolean settled = new AtomicBoolean();

    SettlingTokenStream(TokenStream stream, Settlement settlement, List<AttemptUsage> failed) {
        this.stream = stream;
        this.settlement = settlement;
        this.failed = List.copyOf(failed);
    }

    @Override
    public TokenChunk next() {
        TokenChunk chunk;
        try {
            chunk = stream.next();
        } catch (RuntimeException e) {
            if (!settled.getAndSet(true)) {
                settlement.failed(e, failed);
            }
            throw e;
        }
        if (chunk == null && !settled.getAndSet(true)) {
            settlement.answered(stream.response(), failed);
        }
        return chunk;
    }

    @Override
    public LlmResponse response() {
        return stream.response();
    }

    @Override
    public void close() {
        try {
            stream.close();
        } finally {
            if (!settled.getAndSet(true)) {
                settlement.closedEarly(stream.response());
            }
        }
    }
}
