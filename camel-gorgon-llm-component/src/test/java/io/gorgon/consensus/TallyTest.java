package io.gorgon.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TallyTest {

    private static final List<String> VOTERS = List.of("dawn", "dusk", "midnight");

    /** All that can come of asking a voter. */
    private enum Answer {
        APPROVE,
        REJECT,
        ABSTAIN,
        ERROR,
        TIME_OUT,
        GARBAGE;

        Vote of(String voter) {
            return switch (this) {
                case APPROVE -> VoteReader.read(voter, "APPROVE");
                case REJECT -> VoteReader.read(voter, "{\"decision\":\"reject\"}");
                case ABSTAIN -> VoteReader.read(voter, "ABSTAIN");
                case ERROR -> Vote.failed(voter, "the provider answered 500");
                case TIME_OUT -> Vote.timedOut(voter, Duration.ofSeconds(9));
                case GARBAGE -> VoteReader.read(voter, "sure, why not");
            };
        }
    }

    private record Row(ConsensusLevel level, List<Answer> answers) {

        int count(Answer answer) {
            return (int) answers.stream().filter(answer::equals).count();
        }

        Tally tally() {
            Tally tally = Tally.start(level, VOTERS);
            for (int i = 0; i < answers.size(); i++) {
                tally = tally.with(answers.get(i).of(VOTERS.get(i)));
            }
            return tally;
        }
    }

    /** Four levels times six answers of each of three voters. */
    static List<Row> everyVote() {
        List<Row> rows = new ArrayList<>();
        for (ConsensusLevel level : ConsensusLevel.values()) {
            for (Answer first : Answer.values()) {
                for (Answer second : Answer.values()) {
                    for (Answer third : Answer.values()) {
                        rows.add(new Row(level, List.of(first, second, third)));
                    }
                }
            }
        }
        return rows;
    }

    /** The whole table by the number of approvals and rejections; no other answer counts. */
    private static Outcome expected(Row row) {
        String votes = row.count(Answer.APPROVE) + "A" + row.count(Answer.REJECT) + "R";
        String approved =
                switch (row.level()) {
                    case ANY -> "1A0R 1A1R 1A2R 2A0R 2A1R 3A0R";
                    case MAJORITY -> "2A0R 2A1R 3A0R";
                    case UNANIMOUS, UNANIMOUS_PLUS_USER -> "3A0R";
                };
        String rejected =
                switch (row.level()) {
                    case ANY -> "0A3R";
                    case MAJORITY -> "0A2R 0A3R 1A2R";
                    case UNANIMOUS, UNANIMOUS_PLUS_USER -> "0A1R 0A2R 0A3R 1A1R 1A2R 2A1R";
                };
        if (approved.contains(votes)) {
            return Outcome.APPROVED;
        }
        return rejected.contains(votes) ? Outcome.REJECTED : Outcome.NO_DECISION;
    }

    @Test
    void theTableIsComplete() {
        assertThat(everyVote()).hasSize(4 * 6 * 6 * 6);
    }

    @ParameterizedTest
    @MethodSource("everyVote")
    void everyCombinationOfVotesAtEveryLevelHasItsDecision(Row row) {
        Verdict verdict = row.tally().verdict();

        assertThat(verdict.decision()).isEqualTo(expected(row));
        assertThat(verdict.approved()).isEqualTo(expected(row) == Outcome.APPROVED);
        assertThat(verdict.approveCount()).isEqualTo(row.count(Answer.APPROVE));
        assertThat(verdict.rejectCount()).isEqualTo(row.count(Answer.REJECT));
        assertThat(verdict.abstainCount())
                .isEqualTo(3 - row.count(Answer.APPROVE) - row.count(Answer.REJECT));
        assertThat(verdict.requiresUserConfirmation())
                .isEqualTo(verdict.approved() && row.level() == ConsensusLevel.UNANIMOUS_PLUS_USER);
        assertThat(verdict.votes()).extracting(Vote::voter).isEqualTo(VOTERS);
    }

    @ParameterizedTest
    @MethodSource("everyVote")
    void aStricterLevelNeverApprovesWhatAMilderOneDoesNot(Row row) {
        for (ConsensusLevel milder : ConsensusLevel.values()) {
            if (row.level().atLeast(milder) && row.tally().verdict().approved()) {
                assertThat(new Row(milder, row.answers()).tally().verdict().approved()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyVote")
    void aVoteIsDecidedExactlyWhenNoFurtherVoteCanChangeTheDecision(Row row) {
        Tally tally = Tally.start(row.level(), VOTERS);
        for (int heard = 0; heard <= VOTERS.size(); heard++) {
            assertThat(tally.isDecided())
                    .as("%s after %d votes", row, heard)
                    .isEqualTo(outcomesFrom(tally).size() == 1);
            if (tally.isDecided()) {
                assertThat(tally.verdict().decision()).isEqualTo(expected(row));
            }
            if (heard < VOTERS.size()) {
                tally = tally.with(row.answers().get(heard).of(VOTERS.get(heard)));
            }
        }
    }

    private static Set<Outcome> outcomesFrom(Tally tally) {
        if (tally.missing().isEmpty()) {
            return Set.of(tally.verdict().decision());
        }
        Set<Outcome> outcomes = new HashSet<>();
        for (Answer answer : Answer.values()) {
            outcomes.addAll(outcomesFrom(tally.with(answer.of(tally.missing().get(0)))));
        }
        return outcomes;
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "2, 2, 2", "3, 2, 3", "4, 3, 4", "5, 3, 5"})
    void aMajorityIsMoreThanHalfOfAllMembers(int members, int majority, int all) {
        assertThat(ConsensusLevel.ANY.approvalsNeeded(members)).isEqualTo(1);
        assertThat(ConsensusLevel.MAJORITY.approvalsNeeded(members)).isEqualTo(majority);
        assertThat(ConsensusLevel.UNANIMOUS.approvalsNeeded(members)).isEqualTo(all);
    }

    @Test
    void halfOfFourIsNeitherApprovedNorUndecided() {
        Tally tally = Tally.start(ConsensusLevel.MAJORITY, List.of("a", "b", "c", "d"));
        tally = tally.with(Answer.APPROVE.of("a")).with(Answer.APPROVE.of("b"));
        tally = tally.with(Answer.REJECT.of("c"));
        assertThat(tally.isDecided()).isFalse();

        assertThat(tally.with(Answer.REJECT.of("d")).verdict().decision())
                .isEqualTo(Outcome.REJECTED);
    }

    @ParameterizedTest
    @EnumSource(ConsensusLevel.class)
    void withoutAVoteThereIsNoDecision(ConsensusLevel level) {
        Tally tally = Tally.start(level, VOTERS);

        assertThat(tally.isDecided()).isFalse();
        assertThat(tally.verdict().decision()).isEqualTo(Outcome.NO_DECISION);
        assertThat(tally.verdict().mayProceed()).isFalse();
        assertThat(tally.verdict().votes()).extracting(Vote::error).containsOnly("no vote");
    }

    @Test
    void whoIsNotHeardAfterAnEarlyDecisionIsListedAsSuch() {
        Verdict verdict =
                Tally.start(ConsensusLevel.UNANIMOUS, VOTERS)
                        .with(Answer.REJECT.of("dusk"))
                        .verdict();

        assertThat(verdict.decision()).isEqualTo(Outcome.REJECTED);
        assertThat(verdict.votes()).extracting(Vote::voter).isEqualTo(VOTERS);
        assertThat(verdict.votes().get(0))
                .isEqualTo(Vote.notNeeded("dawn"))
                .extracting(Vote::error)
                .isEqualTo("not heard: the other votes had decided already");
    }

    @Test
    void nobodyVotesTwiceAndNoStrangerVotes() {
        Tally tally = Tally.start(ConsensusLevel.ANY, VOTERS).with(Answer.ERROR.of("dawn"));

        assertThatThrownBy(() -> tally.with(Answer.APPROVE.of("dawn")))
                .hasMessage("'dawn' has voted already");
        assertThatThrownBy(() -> tally.with(Answer.APPROVE.of("noon")))
                .hasMessage("'noon' is no member of this panel");
        assertThatThrownBy(() -> Tally.start(ConsensusLevel.ANY, List.of("a", "a")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Tally.start(ConsensusLevel.ANY, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFailureCannotBeAnApproval() {
        assertThatThrownBy(() -> new Vote("dawn", Decision.APPROVE, null, null, "time-out"))
                .hasMessage("a vote with an error is an abstention");
        assertThatThrownBy(() -> Vote.of("dawn", Decision.APPROVE, Double.NaN, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theOutputHasTheAgreedKeysInOrder() {
        Map<String, Object> output =
                Tally.start(ConsensusLevel.MAJORITY, VOTERS)
                        .with(Vote.of("midnight", Decision.REJECT, 0.75, "Not asked for."))
                        .with(Vote.of("dawn", Decision.APPROVE, 1.0, "Works."))
                        .with(Vote.timedOut("dusk", Duration.ofMillis(1500)))
                        .verdict()
                        .toMap();

        assertThat(output.keySet())
                .containsExactly(
                        "approved",
                        "level",
                        "decision",
                        "approve_count",
                        "reject_count",
                        "abstain_count",
                        "requires_user_confirmation",
                        "votes");
        assertThat(output.toString())
                .isEqualTo(
                        "{approved=false, level=majority, decision=no_decision, approve_count=1,"
                                + " reject_count=1, abstain_count=1,"
                                + " requires_user_confirmation=false, votes=["
                                + "{voter=dawn, decision=approve, confidence=1.0, reason=Works.,"
                                + " error=null}, "
                                + "{voter=dusk, decision=abstain, confidence=null, reason=null,"
                                + " error=no answer within 1500 ms}, "
                                + "{voter=midnight, decision=reject, confidence=0.75,"
                                + " reason=Not asked for., error=null}]}");
    }

    @Test
    void theExplanationCountsAndTellsWhoDidNotApproveAndWhy() {
        Tally tally =
                Tally.start(ConsensusLevel.UNANIMOUS, VOTERS)
                        .with(Answer.APPROVE.of("dawn"))
                        .with(Vote.of("dusk", Decision.REJECT, null, "It deletes\nbackups."));

        assertThat(tally.verdict().explanation())
                .isEqualTo(
                        "Consensus vote rejected the operation (unanimous: 1 of 3 approved, 1"
                                + " rejected, 1 abstained): dusk (reject): It deletes backups.;"
                                + " midnight (abstain): not heard: the other votes had decided"
                                + " already");
    }

    @Test
    void aPersonHasTheLastWordAfterAUnanimousPanelAndOnlyThen() {
        Tally tally = Tally.start(ConsensusLevel.UNANIMOUS_PLUS_USER, VOTERS);
        for (String voter : VOTERS) {
            tally = tally.with(Answer.APPROVE.of(voter));
        }
        Verdict waiting = tally.verdict();

        assertThat(waiting.approved()).isTrue();
        assertThat(waiting.mayProceed()).isFalse();
        assertThat(waiting.confirmedByUser().mayProceed()).isTrue();
        assertThat(waiting.confirmedByUser().requiresUserConfirmation()).isFalse();
        assertThat(waiting.refusedByUser().decision()).isEqualTo(Outcome.REJECTED);
        assertThat(waiting.refusedByUser().explanation()).startsWith("The user refused");
        assertThatThrownBy(() -> waiting.refusedByUser().confirmedByUser())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void nobodyCanConfirmWhatThePanelRejects() {
        Verdict rejected =
                Tally.start(ConsensusLevel.UNANIMOUS_PLUS_USER, VOTERS)
                        .with(Answer.REJECT.of("dusk"))
                        .verdict();

        assertThatThrownBy(rejected::confirmedByUser).isInstanceOf(IllegalStateException.class);
    }
}
