package io.gorgon.llm.spi;

import io.gorgon.llm.FinishReason;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.TokenChunk;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.error.InvalidOutputException;
import java.util.List;

/** Checks a streamed answer against its schema when it is complete. */
final class CheckedTokenStream implements TokenStream {

    private final TokenStream stream;
    private final ResponseSchema schema;
    private boolean checked;

    CheckedTokenStream(TokenStream stream, ResponseSchema schema) {
        this.stream = stream;
        this.schema = schema;
    }

    @Override
    public TokenChunk next() {
        TokenChunk chunk = stream.next();
        if (chunk == null && !checked) {
            checked = true;
            LlmResponse response = stream.response();
            List<String> problems =
                    response.finishReason() == FinishReason.CONTENT_FILTER
                            ? List.of()
                            : schema.problems(response.content());
            if (!problems.isEmpty()) {
                throw new InvalidOutputException(response, problems);
            }
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
    }
}
