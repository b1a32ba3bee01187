package io.gorgon.budget;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * What a call may use at most, and in whose name.
 *
 * @param id makes the reservation the same one when it is asked for again while it is open; never
 *     null
 * @param runId the run of a workflow; null outside one
 * @param agentId the agent; null when unknown
 * @param runTokenLimit the most tokens that the run may use by what its caller says, zero or more;
 *     null when it says nothing. Without a run it has no meaning.
 * @param tokens input and output, zero or more
 * @param microUsd millionths of a US dollar, zero or more
 * @param usableUntil when the call is over at the latest; null when unknown
 */
public record ReservationRequest(
        String id,
        String runId,
        String agentId,
        Long runTokenLimit,
        long tokens,
        long microUsd,
        Instant usableUntil) {

    public ReservationRequest {
        Objects.requireNonNull(id, "id");
        if (tokens < 0 || microUsd < 0) {
            throw new IllegalArgumentException("a reservation must not be negative");
        }
        if (runTokenLimit != null && runTokenLimit < 0) {
            throw new IllegalArgumentException("a limit must not be negative");
        }
    }

    /** A request with an id of its own. */
    public static ReservationRequest of(String runId, String agentId, long tokens, long microUsd) {
        String id = UUID.randomUUID().toString();
        return new ReservationRequest(id, runId, agentId, null, tokens, microUsd, null);
    }

    /** The same request of a run that brings a limit of its own. */
    public ReservationRequest withRunTokenLimit(Long limit) {
        return new ReservationRequest(id, runId, agentId, limit, tokens, microUsd, usableUntil);
    }
}
