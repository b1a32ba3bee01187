package io.gorgon.consensus;

import static io.gorgon.consensus.ConsensusLevel.ANY;
import static io.gorgon.consensus.ConsensusLevel.MAJORITY;
import static io.gorgon.consensus.ConsensusLevel.UNANIMOUS;
import static io.gorgon.consensus.ConsensusLevel.UNANIMOUS_PLUS_USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConsensusLevelTest {

    @Test
    void levelsAreOrderedFromMildToStrict() {
        assertThat(ConsensusLevel.labels())
                .containsExactly("any", "majority", "unanimous", "unanimous_plus_user");
        assertThat(UNANIMOUS.atLeast(MAJORITY)).isTrue();
        assertThat(UNANIMOUS.atLeast(UNANIMOUS)).isTrue();
        assertThat(MAJORITY.atLeast(UNANIMOUS)).isFalse();
    }

    @Test
    void aLevelIsRaisedAndNeverLowered() {
        assertThat(MAJORITY.raisedTo(UNANIMOUS)).isEqualTo(UNANIMOUS);
        assertThat(UNANIMOUS.raisedTo(ANY)).isEqualTo(UNANIMOUS);
        assertThat(UNANIMOUS.raisedTo(null)).isEqualTo(UNANIMOUS);
        assertThat(ConsensusLevel.strictest(List.of(ANY, UNANIMOUS_PLUS_USER, MAJORITY)))
                .contains(UNANIMOUS_PLUS_USER);
        assertThat(ConsensusLevel.strictest(List.of())).isEmpty();
    }

    @Test
    void aLevelIsFoundByItsLabelInAnyCase() {
        assertThat(ConsensusLevel.of(" Unanimous_Plus_User ")).isEqualTo(UNANIMOUS_PLUS_USER);
    }

    @Test
    void anUnknownLevelIsAnErrorThatNamesTheLikelyOne() {
        assertThatThrownBy(() -> ConsensusLevel.of("unanimos"))
                .hasMessage(
                        "unknown consensus level 'unanimos'; use one of any, majority, unanimous,"
                                + " unanimous_plus_user; did you mean 'unanimous'?");
        assertThatThrownBy(() -> ConsensusLevel.of(null))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
