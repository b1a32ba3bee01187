package io.gorgon.budget;

import java.time.Duration;
import java.time.Instant;

/** How long reservations may be open. */
final class Leases {

    /** Longer than a chain of calls takes with usual time-outs. */
    static final Duration DEFAULT = Duration.ofHours(1);

    /** For what comes after a call's deadline: its failure has to come back and be booked. */
    private static final Duration GRACE = Duration.ofMinutes(5);

    private Leases() {}

    static Instant end(ReservationRequest request, Instant now, Duration lease) {
        Instant usual = now.plus(lease);
        Instant until = request.usableUntil();
        return until == null || until.isBefore(usual) ? usual : until.plus(GRACE);
    }
}
