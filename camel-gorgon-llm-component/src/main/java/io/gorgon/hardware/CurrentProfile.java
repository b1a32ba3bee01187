package io.gorgon.hardware;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * This machine's profile, read when it is first needed; after that only what is free is read again,
 * the less often the longer it takes. Thread-safe.
 */
final class CurrentProfile implements Supplier<MachineProfile> {

    private static final long SHORTEST_NANOS = 5_000_000_000L;

    /** A probe may take this part of the time at most. */
    private static final long REST = 50;

    private final ProfileReader reader;
    private final ReentrantLock lock = new ReentrantLock();
    private MachineProfile profile;
    private long readAgainNanos;

    CurrentProfile(ProfileReader reader) {
        this.reader = reader;
    }

    @Override
    public MachineProfile get() {
        lock.lock();
        try {
            long start = System.nanoTime();
            if (profile == null) {
                profile = reader.read();
            } else if (start - readAgainNanos >= 0) {
                profile = reader.refreshed(profile);
            } else {
                return profile;
            }
            long end = System.nanoTime();
            readAgainNanos = end + Math.max(SHORTEST_NANOS, REST * (end - start));
            return profile;
        } finally {
            lock.unlock();
        }
    }
}
