package io.gorgon.camel.llm;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The bytes of a streamed answer, in UTF-8, piece by piece as they come. */
final class LlmStreamInput extends InputStream {

    private final LlmStreamBody body;
    private InputStream piece = InputStream.nullInputStream();

    LlmStreamInput(LlmStreamBody body) {
        this.body = body;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int read = read(one, 0, 1);
        return read < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try {
            int read = piece.read(buffer, offset, length);
            while (read < 0) {
                if (!body.hasNext()) {
                    return -1;
                }
                piece = new ByteArrayInputStream(body.next().getBytes(StandardCharsets.UTF_8));
                read = piece.read(buffer, offset, length);
            }
            return read;
        } catch (io.gorgon.llm.error.LlmException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        body.close();
    }
}
