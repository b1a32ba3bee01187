package io.gorgon.mcp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads lines of UTF-8 that may not fill the memory, whoever writes them. */
final class BoundedLines {

    private final InputStream in;
    private final long limit;
    private final boolean cuts;

    private BoundedLines(InputStream in, long limit, boolean cuts) {
        this.in = new BufferedInputStream(in);
        this.limit = limit;
        this.cuts = cuts;
    }

    /** Fails at a line of more bytes. */
    static BoundedLines strict(InputStream in, long limit) {
        return new BoundedLines(in, limit, false);
    }

    /** Leaves out what is beyond so many bytes of a line. */
    static BoundedLines cutting(InputStream in, long limit) {
        return new BoundedLines(in, limit, true);
    }

    /**
     * The next line without its end.
     *
     * @return null at the end of the stream
     * @throws LineTooLongException if it is longer than allowed
     */
    String next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                return text(line);
            }
            if (line.size() < limit) {
                line.write(next);
            } else if (!cuts) {
                throw new LineTooLongException();
            }
        }
        return line.size() == 0 ? null : text(line);
    }

    private static String text(ByteArrayOutputStream line) {
        return line.toString(StandardCharsets.UTF_8);
    }

    /** More came without a line break than is allowed. */
    static final class LineTooLongException extends IOException {

        private static final long serialVersionUID = 1L;
    }
}
