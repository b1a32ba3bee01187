package io.gorgon.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the start of what a process writes, and forgets the rest. */
final class OutputCapture {

    private static final String TRUNCATED = "[OUTPUT TRUNCATED]";
    private static final int LONGEST_CHARACTER_BYTES = 4;

    private final InputStream from;
    private final long maxBytes;
    private final byte[] buffer = new byte[65_536];
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean truncated;

    OutputCapture(InputStream from, long maxBytes) {
        this.from = from;
        this.maxBytes = maxBytes;
    }

    /**
     * Reads what is there, and never waits: a thread that waits in a read could not be ended while
     * any process holds the other end. The lock is the one that the JDK takes when it empties the
     * stream at the process's end, so no other reader comes between question and read.
     *
     * @return whether there was anything
     */
    boolean readAvailable() throws IOException {
        synchronized (from) {
            int available = from.available();
            if (available <= 0) {
                return false;
            }
            int count = from.read(buffer, 0, Math.min(available, buffer.length));
            if (count <= 0) {
                return false;
            }
            keep(count);
            return true;
        }
    }

    private void keep(int count) {
        int fitting = (int) Math.min(count, maxBytes - kept.size());
        kept.write(buffer, 0, fitting);
        truncated |= fitting < count;
    }

    boolean isTruncated() {
        return truncated;
    }

    /** As UTF-8, with U+FFFD for what is none. */
    String text() {
        byte[] bytes = kept.toByteArray();
        int length = truncated ? withoutHalfCharacter(bytes) : bytes.length;
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        return truncated ? text + TRUNCATED : text;
    }

    private static int withoutHalfCharacter(byte[] bytes) {
        int start = bytes.length - 1;
        int oldest = Math.max(0, bytes.length - LONGEST_CHARACTER_BYTES);
        while (start > oldest && (bytes[start] & 0xc0) == 0x80) {
            start--;
        }
        if (start < 0 || (bytes[start] & 0xc0) != 0xc0) {
            return bytes.length;
        }
        int first = bytes[start] & 0xff;
        int wanted = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
        return start + wanted > bytes.length ? start : bytes.length;
    }
}
