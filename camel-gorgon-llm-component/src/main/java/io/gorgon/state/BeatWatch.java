package io.gorgon.state;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Measures, by the clock of this process, for how long owners have not beaten. Thread-safe. */
final class BeatWatch {

    /**
     * More than this between two looks does not count: it may have been this process that was held
     * up, and the other one with it.
     */
    private static final long LONGEST_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

    private record Seen(long beats, long looked, long silentNanos) {}

    private final Map<String, Seen> seen = new HashMap<>();

    /**
     * Notes what was read of an owner.
     *
     * @param nanos when, as {@link System#nanoTime} gives it
     * @return for how long this process has seen no other number
     */
    synchronized Duration look(String id, long beats, long nanos) {
        Seen before = seen.get(id);
        Seen after =
                before == null || before.beats() != beats
                        ? new Seen(beats, nanos, 0)
                        : new Seen(
                                beats,
                                nanos,
                                before.silentNanos()
                                        + Math.min(nanos - before.looked(), LONGEST_LOOK_NANOS));
        seen.put(id, after);
        return Duration.ofNanos(after.silentNanos());
    }

    synchronized void forget(String id) {
        seen.remove(id);
    }
}
