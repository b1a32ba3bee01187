package io.gorgon.hardware;

import java.util.Locale;
import java.util.OptionalLong;

/** Amounts of memory. */
public final class Bytes {

    static final long KIB = 1L << 10;
    static final long MIB = 1L << 20;
    static final long GIB = 1L << 30;

    private Bytes() {}

    /** In GB of 2^30 bytes. */
    static long ofGb(double gigabytes) {
        return Math.round(gigabytes * GIB);
    }

    /** In GB of 2^30 bytes, with two digits after the point. */
    public static double toGb(long bytes) {
        return Math.round(bytes * 100.0 / GIB) / 100.0;
    }

    /** For people: {@code 23.5 GB}, of 2^30 bytes. */
    public static String text(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", (double) bytes / GIB);
    }

    /** A whole number that may have white space around it; empty when it is none. */
    static OptionalLong parse(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** The first number of a text such as {@code 24564 MiB}; empty when it starts with none. */
    static OptionalLong leading(String text) {
        return parse(text.strip().replaceFirst("[^0-9].*$", ""));
    }
}
