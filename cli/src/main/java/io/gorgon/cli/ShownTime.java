package io.gorgon.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/** Moments as people read them, in their time zone. */
final class ShownTime {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter WHOLE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd");

    /** The most characters of {@link #brief}. */
    static final int SHORT_WIDTH = 10;

    private static final DateTimeFormatter ZONED =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss zzz");

    private final Clock clock;

    ShownTime(Clock clock) {
        this.clock = clock;
    }

    private LocalDateTime local(Instant moment) {
        return LocalDateTime.ofInstant(moment, clock.getZone());
    }

    /** {@code 14:02:13} of today, {@code 2026-03-01 14:02:13} of another day. */
    String at(Instant moment) {
        return local(moment).format(isToday(moment) ? CLOCK : WHOLE);
    }

    /** {@code 14:02:13} of today, {@code 2026-03-01} of another day. */
    String brief(Instant moment) {
        return local(moment).format(isToday(moment) ? CLOCK : DAY);
    }

    private boolean isToday(Instant moment) {
        return local(moment).toLocalDate().equals(local(clock.instant()).toLocalDate());
    }

    /** {@code 2026-03-01 14:02:13 UTC}. */
    String whole(Instant moment) {
        return moment.atZone(clock.getZone()).format(ZONED);
    }

    /**
     * {@code 8 s}, {@code 12 min}, {@code 22 h}, {@code 3 d}: about how long, never less than zero.
     */
    static String about(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 120 * 60) {
            return seconds / 60 + " min";
        }
        return seconds < 48 * 3600 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
    }

    /** As programs read it: ISO 8601 in UTC; null for null. */
    static String iso(Instant moment) {
        return moment == null ? null : moment.toString();
    }
}
