package io.gorgon.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.consensus.ConsensusSettings;
import io.gorgon.consensus.Panel;
import io.gorgon.consensus.Panels;
import io.gorgon.consensus.Voter;
import io.gorgon.llm.ModelTier;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsensusConfigTest {

    private static final Panel TRIUMVIRATE = Panels.shipped().get(Panels.TRIUMVIRATE);

    private static ConsensusSettings consensus(String yaml) {
        return Configs.read(yaml).consensus();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "consensus:",
                "consensus: {panels: }",
                "consensus: {panels: {triumvirate: }}",
                "consensus: {panels: {triumvirate: {voters: {vechernyaya: }}}}",
            })
    void withoutAWordOfItTheTriumvirateVotes(String yaml) {
        ConsensusSettings consensus = consensus(yaml);

        assertThat(consensus.panels().all()).containsExactly(TRIUMVIRATE);
        assertThat(consensus.voteTimeout()).isEqualTo(Duration.ofMinutes(10));
        assertThat(consensus.earlyDecision()).isTrue();
    }

    @Test
    void aKeyOfAShippedVoterChangesThatKeyAndNothingElse() {
        Panel panel =
                consensus(
                                "consensus: {panels: {triumvirate: {voters: {vechernyaya: {tier: fast,"
                                        + " model: phi3}}}}}")
                        .panels()
                        .get(null);
        Voter dusk = TRIUMVIRATE.voters().get(1);

        assertThat(panel.voters())
                .containsExactly(
                        TRIUMVIRATE.voters().get(0),
                        new Voter(
                                dusk.name(),
                                dusk.description(),
                                dusk.persona(),
                                ModelTier.FAST,
                                "phi3"),
                        TRIUMVIRATE.voters().get(2));
    }

    @Test
    void aPanelCanBeAdded() {
        ConsensusSettings consensus =
                consensus(
                        "consensus: {vote_timeout_ms: 5, early_decision: false, panels: {board:"
                                + " {voters: {b: {persona: You are b.}, a: {persona: You are a.}}}}}");

        assertThat(consensus.panels().names()).containsExactly("triumvirate", "board");
        assertThat(consensus.panels().get("board").voters())
                .containsExactly(
                        new Voter("b", null, "You are b.", ModelTier.REASONING, null),
                        new Voter("a", null, "You are a.", ModelTier.REASONING, null));
        assertThat(consensus.voteTimeout()).isEqualTo(Duration.ofMillis(5));
        assertThat(consensus.earlyDecision()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{panels: {board: {}}} | 1:22: consensus.panels.board needs at least one voter",
                "{panels: {board: {voters: {a: }}}} | 1:39: consensus.panels.board.voters.a is a new voter and needs a persona: who it is, and which question it judges by",
                "{panels: {board: {voters: {a: {persona: ' '}}}}} | 1:52: consensus.panels.board.voters.a.persona must not be empty",
                "{panels: {board: {voters: {a: {persona: x, tier: embedding}}}}} | 1:61: consensus.panels.board.voters.a.tier must be one of reasoning, standard, fast, but is 'embedding'",
                "{panels: {board: {voters: {a: {persona: x, modle: y}}}}} | 1:55: unknown key 'modle' in consensus.panels.board.voters.a; did you mean 'model'?",
                "{vote_timeout_ms: 0} | 1:30: consensus.vote_timeout_ms must be 1 or more (and at most 86400000), but is the number 0",
                "{early_decision: soon} | 1:29: consensus.early_decision must be true or false, but is text",
            })
    void aMistakeIsToldWithItsPlaceAndWhatToDo(String consensus, String problem) {
        assertThat(Configs.problems("consensus: " + consensus))
                .containsExactly("gorgon.yaml:" + problem);
    }
}
