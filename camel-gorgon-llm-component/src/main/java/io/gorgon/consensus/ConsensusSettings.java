package io.gorgon.consensus;

import java.time.Duration;
import java.util.Objects;

/**
 * Who votes, and how long. Immutable.
 *
 * @param panels never null
 * @param voteTimeout how long one voter may take; never null, more than nothing
 * @param earlyDecision whether a vote ends as soon as the missing votes can change nothing
 */
public record ConsensusSettings(Panels panels, Duration voteTimeout, boolean earlyDecision) {

    public ConsensusSettings {
        Objects.requireNonNull(panels, "panels");
        if (voteTimeout.isNegative() || voteTimeout.isZero()) {
            throw new IllegalArgumentException("a voter needs some time");
        }
    }
}
