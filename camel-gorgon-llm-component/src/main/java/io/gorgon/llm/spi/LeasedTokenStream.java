package io.gorgon.llm.spi;

import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.TokenChunk;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.error.LlmException;
import java.util.function.Consumer;

/** A stream that holds a model's memory until it ends, fails or is closed. */
public final class LeasedTokenStream implements TokenStream {

    private final TokenStream stream;
    private final ModelGate.Lease lease;
    private final Consumer<LlmException> onFailure;

    /**
     * @param onFailure is told of a failure in the stream
     */
    public LeasedTokenStream(
            TokenStream stream, ModelGate.Lease lease, Consumer<LlmException> onFailure) {
        this.stream = stream;
        this.lease = lease;
        this.onFailure = onFailure;
    }

    @Override
    public TokenChunk next() {
        boolean going = false;
        try {
            TokenChunk chunk = stream.next();
            going = chunk != null;
            return chunk;
        } catch (LlmException e) {
            onFailure.accept(e);
            throw e;
        } finally {
            if (!going) {
                lease.close();
            }
        }
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
            lease.close();
        }
    }
}
