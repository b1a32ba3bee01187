package io.gorgon.journal;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;

/**
 * One try to get one answer of a model.
 *
 * @param id names it; the reservation of its budget has the same id
 * @param path the step; null outside of runs
 * @param key names the call that this is a try of
 * @param number of the try, from 1
 * @param state never null
 * @param provider who answered; null when nobody did
 * @param model null when nobody answered
 * @param inputTokens zero while it is not answered
 * @param outputTokens zero while it is not answered
 * @param spentUsd US dollars booked
 * @param reservedTokens what it may use at most
 * @param inDoubtTokens what it may have used although its answer was lost
 * @param inDoubtUsd US dollars that it may have cost although its answer was lost
 * @param started never null
 * @param finished null while it is under way
 * @param error null when there was none
 * @param prompt the messages as JSON; null when they are not kept, or were not asked for
 * @param answer the text; null when there is none, it is not kept, or it was not asked for
 */
public record CallEntry(
        String id,
        String path,
        String key,
        int number,
        State state,
        String provider,
        String model,
        long inputTokens,
        long outputTokens,
        BigDecimal spentUsd,
        long reservedTokens,
        long inDoubtTokens,
        BigDecimal inDoubtUsd,
        Instant started,
        Instant finished,
        String error,
        String prompt,
        String answer) {

    /** What is known of a call. */
    public enum State {
        /** It is under way. */
        STARTED,
        SUCCEEDED,
        /** It failed; what it cost is known. */
        FAILED,
        /** It may have been paid for, and its answer was lost. */
        IN_DOUBT,
        /** Nothing was sent. */
        ABANDONED;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
