package io.gorgon.camel.llm;

import io.gorgon.llm.CallRecord;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.TokenChunk;
import io.gorgon.llm.TokenStream;

/** A stream whose answer is kept when it is complete, unless its budget has done so. */
final class RecordingTokenStream implements TokenStream {

    private static final String CLOSED = "the stream was closed before its end";

    private final TokenStream stream;
    private final CallRecord record;

    RecordingTokenStream(TokenStream stream, CallRecord record) {
        this.stream = stream;
        this.record = record;
    }

    @Override
    public TokenChunk next() {
        TokenChunk chunk;
        try {
            chunk = stream.next();
        } catch (RuntimeException e) {
            RecordedAnswer.failed(record, e);
            throw e;
        }
        if (chunk == null) {
            RecordedAnswer.keep(record, stream.response());
        }
        return chunk;
    }

    @Override
    public LlmResponse response() {
        return stream.response();
    }

    @Override
    public void close() {
        stream.close();
        RecordedAnswer.failed(record, new IllegalStateException(CLOSED));
    }
}
