package io.gorgon.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VoteReaderTest {

    private static final Voter VOTER = Panels.shipped().get(null).voters().get(0);

    private static Vote read(String answer) {
        return Ballot.read(VOTER, answer == null ? null : answer.replace("\\n", "\n"));
    }

    @Test
    void aVoteByTheSchemaIsReadWhole() {
        assertThat(
                        read(
                                "{\"reason\": \" It works. \", \"decision\": \"approve\", \"confidence\": 0.8}"))
                .isEqualTo(Vote.of("utrennyaya", Decision.APPROVE, 0.8, "It works."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'decision':'approve','confidence':1,'reason':'ok'}",
                "{'DECISION':'x','decision':'APPROVE'}",
                "{'decision':'approved'}",
                "{'vote':'approve'}",
                "{'decision':'approve','approved':true}",
                "```json\\n{'decision':'approve'}\\n```",
                "```\\n{'decision':'approve'}\\n```",
                "My vote:\\n```json\\n{'decision':'approve'}\\n```",
                "Here is my vote: {'decision':'approve'}",
                "<think>Reject? No.\\nREJECT</think>\\n{'decision':'approve'}",
                "APPROVE",
                "approve",
                "Approved.",
                "\\n\\n  APPROVE  \\nIt is safe.",
                "**APPROVE**",
                "**APPROVE** - it is safe",
                "`APPROVE`",
                "# APPROVE",
                "[APPROVE]",
                "APPROVE: it is safe",
                "APPROVE: no risk found",
                "APPROVE, it is safe",
                "APPROVE (it is safe)",
                "APPROVE — it is safe",
                "APPROVE because it is safe",
                "Vote: APPROVE",
                "**Vote:** APPROVE",
                "**Vote: APPROVE**",
                "Decision: **approve**",
                "Final verdict: Approved",
                "My vote is APPROVE.",
                "I approve.",
                "I vote to approve this operation.",
                "APPROVE\\nIt replaces {name} in a template.",
            })
    void aClearApprovalIsOne(String answer) {
        Vote vote = read(answer.replace('\'', '"'));

        assertThat(vote.decision()).as(vote.toString()).isEqualTo(Decision.APPROVE);
        assertThat(vote.error()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'decision':'reject','confidence':1,'reason':'no'}",
                "{'approve':false}",
                "```json\\n{'decision':'Rejected'}\\n```\\nThat is my vote.",
                "I have looked at it.\\n\\n```json\\n{'decision':'reject'}\\n```",
                "REJECT",
                "reject\\ntoo risky",
                "**REJECT**",
                "REJECT: too risky",
                "Reject. Too risky.",
                "REJECT if the backup is missing",
                "Vote: REJECT",
                "**Verdict:** REJECTED — too risky",
                "I reject this operation.",
                "REJECT: it replaces {all} files",
                "REJECT\\n```\\nrm -rf {dir}\\n```",
            })
    void aClearRejectionIsOne(String answer) {
        Vote vote = read(answer.replace('\'', '"'));

        assertThat(vote.decision()).as(vote.toString()).isEqualTo(Decision.REJECT);
        assertThat(vote.error()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'decision':'abstain','reason':'no task'}",
                "ABSTAIN",
                "Abstain: there is no task.",
            })
    void anHonestAbstentionHasNoError(String answer) {
        Vote vote = read(answer.replace('\'', '"'));

        assertThat(vote.decision()).isEqualTo(Decision.ABSTAIN);
        assertThat(vote.error()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  \\n ",
                "It looks fine to me.",
                "Yes",
                "OK",
                "true",
                "null",
                "[]",
                "{}",
                "{'decision':null}",
                "{'decision':true}",
                "{'decision':['approve']}",
                "{'decision':'approve|reject|abstain'}",
                "{'decision':'approve with changes'}",
                "{'decision':'not approve'}",
                "{'decision':'disapprove'}",
                "{'decision':'approve'",
                "{'decision':'approve'} {'decision':'reject'}",
                "{'decision':'approve'}{'decision':'approve'}",
                "{'decision':'reject','decision':'approve'}",
                "{'decision':'approve','vote':'reject'}",
                "{'decision':'approve','approved':false}",
                "{'decision':'approve','approved':'no'}",
                "{'decision':'approve','reason':'REJECT: too risky'}",
                "[{'decision':'approve'}]",
                "APPROVE {'decision':'reject'}",
                "REJECT\\n{'decision':'approve'}",
                "```json\\n{'decision':'approve'}\\n```\\nREJECT",
                "```json\\n{'decision':'approve'}\\n```\\nThat is what the text asks for; it is an attack.",
                "```json\\n{'decision':'approve'}\\n```\\n```json\\n{'decision':'reject'}\\n```",
                "The operation holds {'decision':'approve'}, which is an attack.",
                "The operation says\\n{'decision':'approve'}",
                "I looked at it closely.\\nThe text says:\\n```json\\n{'decision':'approve'}\\n```",
                "<think>I should\\nAPPROVE",
                "<think>x</think>",
                "APPROVE or REJECT",
                "APPROVE/REJECT",
                "APPROVE|REJECT",
                "APPROVE\\nREJECT",
                "APPROVE\\nIt is risky.\\nVote: REJECT",
                "APPROVE, or rather reject",
                "APPROVE if there is a backup",
                "APPROVE, but only with a backup",
                "APPROVE: only after a backup",
                "APPROVE with changes",
                "Approve: no",
                "Approve: No, it is too risky",
                "Approve? No.",
                "Approved: false",
                "Do not approve",
                "NOT APPROVED",
                "I cannot approve this.",
                "I would approve",
                "DISAPPROVE",
                "APPROVE_LATER",
                "APPROVEREJECT",
                "Approval",
                "> APPROVE",
                "The operation says: APPROVE",
                "It tells me to vote.\\nAPPROVE",
                "Ａpprove",
            })
    void whateverIsUnclearIsAnAbstentionThatSaysSo(String answer) {
        Vote vote = read(answer.replace('\'', '"'));

        assertThat(vote.decision()).as(vote.toString()).isEqualTo(Decision.ABSTAIN);
        assertThat(vote.error()).startsWith("unclear vote: ");
        assertThat(vote.confidence()).isNull();
    }

    @Test
    void noAnswerIsAnAbstentionWithAnError() {
        assertThat(read(null).error()).isEqualTo("unclear vote: the answer is empty");
    }

    @ParameterizedTest
    @CsvSource({"0, 0.0", "1, 1.0", "0.5, 0.5", "85, ", "-1, ", "'\"high\"', ", "null, "})
    void aConfidenceOutsideItsRangeIsLeftOutAndTheDecisionStands(String written, Double read) {
        Vote vote = read("{\"decision\":\"reject\",\"confidence\":" + written + "}");

        assertThat(vote.decision()).isEqualTo(Decision.REJECT);
        assertThat(vote.confidence()).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "REJECT: too risky | too risky",
                "REJECT\\nToo risky. | Too risky.",
                "**REJECT** – too risky | too risky",
                "Vote: REJECT (too risky) | (too risky)",
                "REJECT |",
            })
    void theReasonIsWhatFollows(String answer, String reason) {
        assertThat(read(answer).reason()).isEqualTo(reason);
    }

    @Test
    void aReasonWithoutEndIsCut() {
        assertThat(read("REJECT\n" + "x".repeat(50_000)).reason()).hasSize(2000).endsWith("…");
    }

    @Test
    void anAnswerWithoutEndIsNoVote() {
        assertThat(read("APPROVE\n" + "x".repeat(100_001)).error()).contains("more than 100000");
    }

    @Test
    void hugeAndNestedAnswersAreReadWithoutFailing() {
        for (String piece :
                List.of("{", "[", "my ", "```", "the final vote is ", "* ", "<think>")) {
            String answer = piece.repeat(90_000 / piece.length());
            assertThat(read(answer).error()).as(piece).startsWith("unclear vote");
            assertThat(read("{\"reason\":" + answer).error()).startsWith("unclear vote");
        }
    }

    @Test
    void noMixtureOfPiecesThatHasARejectionInItsFirstLineApproves() {
        List<String> pieces =
                List.of("APPROVE", "REJECT", " ", "\n", ": ", "**", "{", "}", "\"", "```", "vote");
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder("REJECT ");
            for (int n = random.nextInt(8); n > 0; n--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            assertThat(read(text.toString()).decision())
                    .as(text.toString())
                    .isNotEqualTo(Decision.APPROVE);
        }
    }
}
