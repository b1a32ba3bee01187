package io.gorgon.llm.spi;

import java.io.IOException;

/** Reads one provider's stream format. */
@FunctionalInterface
public interface StreamDecoder {

    /**
     * Reads one unit (line, event) and tells the answer what was in it.
     *
     * @return false when the connection has ended
     * @throws io.gorgon.llm.error.LlmException for an error that the provider reports in the stream
     */
    boolean advance(StreamedAnswer answer) throws IOException;
}
