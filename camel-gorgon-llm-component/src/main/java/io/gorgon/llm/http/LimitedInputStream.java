package io.gorgon.llm.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Fails when more than a number of bytes is read: an answer may be wrong, but it may not fill the
 * memory.
 */
public final class LimitedInputStream extends FilterInputStream {

    private final long limit;
    private final String setting;
    private long read;

    LimitedInputStream(InputStream in, long limit) {
        this(in, limit, "max_response_bytes of the provider");
    }

    /**
     * @param limit in bytes
     * @param setting where the limit can be changed, for the message
     */
    LimitedInputStream(InputStream in, long limit, String setting) {
        super(in);
        this.limit = limit;
        this.setting = setting;
    }

    /** Counts from zero again: for a stream that holds many answers. */
    void restart() {
        read = 0;
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
            throw new ResponseTooLargeException(limit, setting);
        }
    }

    /** More arrived than is allowed. */
    public static final class ResponseTooLargeException extends IOException {

        private static final long serialVersionUID = 1L;

        ResponseTooLargeException(long limit, String setting) {
            super("the answer is larger than the allowed " + limit + " bytes (" + setting + ")");
        }
    }
}
