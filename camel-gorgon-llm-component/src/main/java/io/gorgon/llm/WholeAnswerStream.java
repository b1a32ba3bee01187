package io.gorgon.llm;

/** An answer that is there already, as a stream of one piece. */
public final class WholeAnswerStream implements TokenStream {

    private final LlmResponse response;
    private boolean read;

    /**
     * @param response the whole answer; never null
     */
    public WholeAnswerStream(LlmResponse response) {
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
