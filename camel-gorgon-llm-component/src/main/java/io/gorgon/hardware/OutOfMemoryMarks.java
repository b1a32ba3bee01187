package io.gorgon.hardware;

import io.gorgon.llm.spi.ModelVerdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Models that a server had no memory for. A mark is gone after some minutes, or when clearly more
 * memory is free than there was. Thread-safe.
 */
final class OutOfMemoryMarks {

    static final Duration KEPT_FOR = Duration.ofMinutes(5);

    /** What has to become free for another try, in bytes. */
    static final long CHANGE = Bytes.GIB;

    private final Clock clock;
    private final Map<ModelKey, Mark> marks = new ConcurrentHashMap<>();

    OutOfMemoryMarks(Clock clock) {
        this.clock = clock;
    }

    private record Mark(Instant at, Long free) {}

    /**
     * @param free what was free, in bytes; null when unknown
     */
    void add(ModelKey key, Long free) {
        marks.put(key, new Mark(clock.instant(), free));
    }

    boolean isEmpty() {
        return marks.isEmpty();
    }

    /**
     * How long ago the server had no memory for the model; empty when that does not count any more.
     *
     * @param free what is free now, in bytes; null when unknown
     */
    Optional<Duration> since(ModelKey key, Long free) {
        Mark mark = marks.get(key);
        if (mark == null) {
            return Optional.empty();
        }
        Duration age = Duration.between(mark.at(), clock.instant());
        boolean more = mark.free() != null && free != null && free >= mark.free() + CHANGE;
        if (age.compareTo(KEPT_FOR) >= 0 || more) {
            marks.remove(key, mark);
            return Optional.empty();
        }
        return Optional.of(age);
    }

    /**
     * What a mark means for the model.
     *
     * @param age how long ago the server had no memory
     * @param need what the model takes, in bytes; null when unknown
     */
    static ModelVerdict verdict(Duration age, int contextTokens, Long need, boolean enforced) {
        String reason =
                "ran out of memory on its server with a context of "
                        + contextTokens
                        + " tokens "
                        + age.toSeconds()
                        + " s ago, and is not tried again for "
                        + KEPT_FOR.minus(age).toSeconds()
                        + " s unless memory becomes free";
        return new ModelVerdict(
                ModelVerdict.Kind.DOES_NOT_FIT, need, null, enforced, false, reason);
    }
}
