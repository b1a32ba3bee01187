package io.gorgon.cli;

import io.gorgon.camel.llm.LlmStreamBody;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.TokenChunk;
import io.gorgon.llm.TokenStream;

/** A streamed answer of the routes, as a token stream. */
record RoutedTokenStream(LlmStreamBody body) implements TokenStream {

    @Override
    public TokenChunk next() {
        return body.hasNext() ? TokenChunk.content(body.next()) : null;
    }

    @Override
    public LlmResponse response() {
        return body.response();
    }

    @Override
    public void close() {
        body.close();
    }
}
