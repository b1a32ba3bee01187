package io.gorgon.state;

import java.util.concurrent.TimeUnit;

/** How long to wait before the next try: twice as long each time. Not thread-safe. */
final class BackOff {

    private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(2);

    private long next = FIRST_NANOS;

    long nextNanos() {
        long pause = next;
        next = Math.min(LONGEST_NANOS, 2 * next);
        return pause;
    }

    void reset() {
        next = FIRST_NANOS;
    }
}
