package io.gorgon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.journal.ApprovalRecord;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.StepStatus;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class RunExplainerTest {

    private final RecordedState state = new RecordedState();

    private Explanation explain() {
        return RunExplainer.explain(state.snapshot());
    }

    private Explanation explain(RunStatus status) {
        state.status = status;
        state.owner = null;
        return explain();
    }

    @Test
    void aRunThatIsWorkedOnSaysByWhomAndWhichSteps() {
        state.running("review", 10).running("review[0]", 12).running("review[1]", 13);
        assertThat(explain().text())
                .isEqualTo(
                        "It is being worked on by 4711@build7, and was started 09:00:00 (90 s ago)."
                                + " It does 'review[0]' since 09:00:12 and 'review[1]' since"
                                + " 09:00:13. There is nothing to do but wait;"
                                + " 'gorgon cancel 01k9x3f7-h2m8qa' ends it.");
        assertThat(explain().commands()).isEmpty();
    }

    @Test
    void aStepThatIsTriedAgainSaysWhenAndWhy() {
        state.retried("extract", 10, 98, "the server is\nbusy");
        assertThat(explain().text())
                .contains("Step 'extract' is tried again at 09:01:38, in 8 s: the server is busy.");
    }

    @Test
    void aRunWhoseProcessDiedIsResumed() {
        state.interrupted = true;
        state.inDoubt("extract", 10);
        assertThat(explain().commands()).containsExactly("gorgon resume 01k9x3f7-h2m8qa");
        assertThat(explain().text())
                .contains("(4711@build7) has died")
                .contains("It was doing 'extract', in doubt until then.");
    }

    @Test
    void aQuestionIsToldWithItsEndAndTheCommands() {
        state.question("gate", ApprovalRecord.Kind.APPROVAL, ApprovalRecord.State.PENDING, 30);
        Explanation explanation = explain(RunStatus.AWAITING_APPROVAL);
        assertThat(explanation.text())
                .isEqualTo(
                        "Step 'gate' asks since 09:00:30: Publish the review? It can be answered"
                                + " until 2026-03-02 09:00:30 (for 23 h). The token was shown once,"
                                + " when it asked; if it is lost,"
                                + " 'gorgon resume 01k9x3f7-h2m8qa --new-token' makes a new one.");
        assertThat(explanation.commands())
                .containsExactly(
                        "gorgon approve TOKEN",
                        "gorgon reject TOKEN",
                        "gorgon resume 01k9x3f7-h2m8qa --new-token");
        assertThat(explanation.since()).isEqualTo(RecordedState.at(30));
    }

    @Test
    void aStepInDoubtAsksWhetherItMayBeDoneOnceMore() {
        state.question("send", ApprovalRecord.Kind.IN_DOUBT, ApprovalRecord.State.PENDING, 30);
        assertThat(explain(RunStatus.AWAITING_APPROVAL).text())
                .contains("'send' was being done when its process died")
                .contains("may be done once more");
    }

    @Test
    void aRunThatWasApprovedAndDidNotGoOnIsResumed() {
        state.question("gate", ApprovalRecord.Kind.APPROVAL, ApprovalRecord.State.APPROVED, 10);
        Explanation explanation = explain(RunStatus.AWAITING_APPROVAL);
        assertThat(explanation.text())
                .isEqualTo(
                        "Step 'gate' was approved by Ann at 09:01:10: looks good. Nobody has gone"
                                + " on with the run since.");
        assertThat(explanation.commands()).containsExactly("gorgon resume 01k9x3f7-h2m8qa");
    }

    @Test
    void aQuestionThatNobodyAnsweredInTimeIsOver() {
        state.question("gate", ApprovalRecord.Kind.APPROVAL, ApprovalRecord.State.PENDING, -86_400);
        Explanation explanation = explain(RunStatus.AWAITING_APPROVAL);
        assertThat(explanation.text()).contains("Nobody answered step 'gate' in time");
        assertThat(explanation.commands()).containsExactly("gorgon resume 01k9x3f7-h2m8qa");
    }

    @Test
    void aPausedRunSaysWhatItUsedAndHowMuchMoreItMayNeed() {
        state.tokens = 98_000;
        state.inDoubtTokens = 1_500;
        state.error =
                "the budget of run '01k9x3f7-h2m8qa' has not enough left for this call: limit"
                        + " 100000 tokens (the token budget that the run brings), spent 98000 tokens";
        state.step("extract", StepStatus.SUCCESS, 0);
        Explanation explanation = explain(RunStatus.PAUSED_BUDGET);
        assertThat(explanation.text())
                .contains("limit 100000 tokens")
                .contains(
                        "It has used 98.0k tokens, $0.07, and up to 1.5k tokens, $0.00 more are in"
                                + " doubt; its own budget is 100.0k tokens.");
        assertThat(explanation.commands())
                .containsExactly(
                        "gorgon resume 01k9x3f7-h2m8qa --add-tokens 294000",
                        "gorgon resume 01k9x3f7-h2m8qa --add-usd 1");
    }

    @Test
    void whatTheNextCallLacksIsPartOfWhatIsAdded() {
        state.tokens = 0;
        state.error =
                "the budget of run 'x' has not enough left for this call: limit 100000 tokens (the"
                        + " token budget that the run brings), spent 0 tokens, wanted 141180 tokens";
        assertThat(explain(RunStatus.PAUSED_BUDGET).commands().get(0)).endsWith("tokens 62000");
    }

    @Test
    void aRunThatIsPausedByItsBudgetOfMoneyWantsMoney() {
        state.cost = new BigDecimal("2.40");
        state.error = "the budget of run 'x' has not enough left: limit $2.50 (the run's limit)";
        assertThat(explain(RunStatus.PAUSED_BUDGET).commands().get(0))
                .isEqualTo("gorgon resume 01k9x3f7-h2m8qa --add-usd 11");
    }

    @Test
    void aRunThatIsPausedByAnotherBudgetGoesOnWhenThatHasRoomAgain() {
        state.error = "the budget of the day 2026-03-01 has not enough left: limit $2.50 (...)";
        Explanation explanation = explain(RunStatus.PAUSED_BUDGET);
        assertThat(explanation.text()).contains("--add-tokens does not help");
        assertThat(explanation.commands()).containsExactly("gorgon resume 01k9x3f7-h2m8qa");
    }

    @Test
    void aFailedRunIsResumedAndItsFailedItemsAreRunAgain() {
        state.error = "Step 'review' failed: 1 of 4 items failed";
        state.failed("review[2]", 10, "context too long");
        Explanation explanation = explain(RunStatus.FAILED);
        assertThat(explanation.text())
                .contains("1 of 4 items failed.")
                .contains("1 item failed; 'rerun --failed' does only those again");
        assertThat(explanation.commands())
                .containsExactly(
                        "gorgon resume 01k9x3f7-h2m8qa", "gorgon rerun 01k9x3f7-h2m8qa --failed");
        state.steps.clear();
        assertThat(explain(RunStatus.FAILED).commands())
                .containsExactly("gorgon resume 01k9x3f7-h2m8qa");
    }

    @Test
    void aCancelledRunSaysByWhom() {
        state.event("cancel_requested", 20, null, "Ann", null);
        state.finished = RecordedState.at(21);
        Explanation explanation = explain(RunStatus.CANCELLED);
        assertThat(explanation.text()).contains("It was cancelled by Ann 09:00:21 (69 s ago).");
        assertThat(explanation.since()).isEqualTo(RecordedState.at(21));
    }

    @Test
    void aRunThatIsDoneWaitsForNothing() {
        state.finished = RecordedState.at(60);
        Explanation explanation = explain(RunStatus.SUCCESS);
        assertThat(explanation.text())
                .isEqualTo("It was done 09:01:00 (30 s ago), after 1:00; it waits for nothing.");
        assertThat(explanation.commands()).isEmpty();
    }
}
