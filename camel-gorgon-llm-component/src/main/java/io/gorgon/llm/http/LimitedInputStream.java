package io.gorgon.llm.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Fails when more than a number of bytes is read: an answer may be wrong, but it may not fill the
 * memory.
 */
final class LimitedInputStream extends FilterInputStream {

    private final long limit;
    private long read;

    LimitedInputStream(InputStream in, long limit) {
        super(in);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        if (next >= 0) {
            count(1);
        }
        return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        if (n > 0) {
            count(n);
        }
        return n;
    }

    private void count(int bytes) throws IOException {
        read += bytes;
        if (read > limit) {
            throw new ResponseTooLargeException(limit);
        }
    }

    /** More arrived than is allowed. */
    static final class ResponseTooLargeException extends IOException {

        private static final long serialVersionUID = 1L;

        ResponseTooLargeException(long limit) {
            super(
                    "the answer is larger than the allowed "
                            + limit
                            + " bytes (max_response_bytes of the provider)");
        }
    }
}
