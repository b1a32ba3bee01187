package io.gorgon.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BeatWatchTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final BeatWatch watch = new BeatWatch();

    @Test
    void whoeverIsSeenForTheFirstTimeHasJustBeaten() {
        assertThat(watch.look("a", 7, 100 * SECOND)).isZero();
    }

    @Test
    void silenceIsTheTimeInWhichTheNumberWasTheSame() {
        watch.look("a", 7, 0);
        watch.look("a", 7, SECOND);

        assertThat(watch.look("a", 7, 2 * SECOND)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aBeatEndsTheSilence() {
        watch.look("a", 7, 0);
        watch.look("a", 7, SECOND);

        assertThat(watch.look("a", 8, 2 * SECOND)).isZero();
        assertThat(watch.look("a", 8, 3 * SECOND)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void timeInWhichNobodyLookedDoesNotCount() {
        watch.look("a", 7, 0);

        assertThat(watch.look("a", 7, 3600 * SECOND)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void ownersAreWatchedEachByItself() {
        watch.look("a", 7, 0);
        watch.look("b", 7, SECOND);

        assertThat(watch.look("a", 7, SECOND)).isEqualTo(Duration.ofSeconds(1));
        assertThat(watch.look("b", 7, SECOND)).isZero();
    }
}
