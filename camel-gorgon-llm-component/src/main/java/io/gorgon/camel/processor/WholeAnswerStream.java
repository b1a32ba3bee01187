package io.gorgon.camel.processor;

import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.TokenChunk;
import io.gorgon.llm.TokenStream;

/** An answer that is there already, as a stream of one piece. */
final class WholeAnswerStream implements TokenStream {

    private final LlmResponse response;
    private boolean read;

    WholeAnswerStream(LlmResponse response) {
        this.response = response;
    }

    @Override
    public TokenChunk next() {
        if (read || response.content().isEmpty()) {
            return null;
        }
        read = true;
        return TokenChunk.content(response.content());
    }

    @Override
    public LlmResponse response() {
        return response;
    }

    @Override
    public void close() {
        // nothing is open
    }
}
