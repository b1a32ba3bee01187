package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.StepResult;
import io.gorgon.workflow.run.StepStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConsensusStepsTest {

    private static final String VOTE =
            """
            name: W
            inputs: {what: {type: string}}
            outputs: [verdict]
            steps:
              - id: judge
                type: consensus
                params:
                  operation: "delete ${what}"
                  context: tidy up
                  level: %s
                  on_reject: continue
            """;

    private static final String GUARDED =
            """
            name: W
            inputs: {what: {type: string}}
            outputs: [%s]
            steps:
              - {id: act, type: scripted, consensus: %s, outputs: [o], params: {text: "${what}"}}
              - {id: later, type: scripted, outputs: [later]}
            """;

    private WorkflowRunner runner;

    @AfterEach
    void close() {
        runner.close();
    }

    private Ran run(Voters voters, String yaml) {
        runner = WorkflowRunner.with(voters.model());
        return runner.run(yaml, Map.of("what", "old.txt"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> verdict(Ran ran) {
        return (Map<String, Object>) ran.output("verdict");
    }

    @Test
    void theOutputIsTheVerdictWithAllVotes() {
        Voters voters = Voters.of(Voters.approve(), "APPROVE\nfine", Voters.reject());

        Ran ran = run(voters, VOTE.formatted("unanimous"));

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(verdict(ran))
                .containsOnlyKeys(
                        "approved",
                        "level",
                        "decision",
                        "approve_count",
                        "reject_count",
                        "abstain_count",
                        "requires_user_confirmation",
                        "votes")
                .containsEntry("approved", false)
                .containsEntry("level", "unanimous")
                .containsEntry("decision", "rejected")
                .containsEntry("requires_user_confirmation", false);
        assertThat((List<?>) verdict(ran).get("votes"))
                .hasSize(3)
                .allSatisfy(
                        vote ->
                                assertThat(((Map<?, ?>) vote).keySet())
                                        .hasToString(
                                                "[voter, decision, confidence, reason, error]"));
    }

    @Test
    void votersSeeTheOperationWithItsValuesAndVoteOnTheirTier() {
        Voters voters = Voters.all(Voters.approve());

        run(voters, VOTE.formatted("unanimous"));

        assertThat(voters.asked())
                .hasSize(3)
                .allSatisfy(
                        request -> {
                            assertThat(ScriptedModel.prompt(request))
                                    .contains("delete old.txt", "tidy up");
                            assertThat(request.tier().label()).isEqualTo("reasoning");
                            assertThat(request.stepId()).isEqualTo("judge/" + request.agentId());
                        });
    }

    @Test
    void eachVoteIsAStepBelow() {
        Ran ran = run(Voters.all(Voters.approve()), VOTE.formatted("unanimous"));

        assertThat(ran.result().steps())
                .extracting(StepResult::path, StepResult::type, StepResult::status)
                .contains(
                        tuple("judge/utrennyaya", "vote", StepStatus.SUCCESS),
                        tuple("judge/vechernyaya", "vote", StepStatus.SUCCESS),
                        tuple("judge/polunochnaya", "vote", StepStatus.SUCCESS),
                        tuple("judge", "consensus", StepStatus.SUCCESS));
        assertThat(ran.result().usage().tokens()).isEqualTo(45);
    }

    @Test
    void aRejectedOperationFailsTheStepWithoutAnotherVote() {
        Voters voters = Voters.all(Voters.reject());

        Ran ran = run(voters, VOTE.formatted("unanimous").replace("on_reject: continue", ""));

        assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(ran.result().error())
                .contains("Consensus vote rejected the operation", "too dangerous");
        assertThat(voters.asked().size()).isBetween(1, 3);
        assertThat(runner.pauses()).isEmpty();
    }

    @Test
    void anotherNameGetsTheWholeVerdict() {
        Ran ran =
                run(
                        Voters.all(Voters.approve()),
                        """
                        name: W
                        outputs: [judgement]
                        steps:
                          - id: judge
                            type: consensus
                            params: {operation: act, level: unanimous}
                            outputs: [judgement]
                        """);

        assertThat(ran.output("judgement")).asString().contains("approve_count=3");
    }

    @Test
    void whatIsUnclearIsNoApproval() {
        Voters voters = Voters.of("well, perhaps", "", Voters.approve());

        Ran ran = run(voters, VOTE.formatted("majority"));

        assertThat(verdict(ran))
                .containsEntry("approved", false)
                .containsEntry("decision", "no_decision");
    }

    @Test
    void aStepWithAVoteActsAfterItAndHasTheVerdict() {
        Voters voters = Voters.all(Voters.approve());

        Ran ran = run(voters, GUARDED.formatted("o, later, verdict", "unanimous"));

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(ran.output("o")).isEqualTo("R-act");
        assertThat(verdict(ran)).containsEntry("approved", true);
        assertThat(ran.result().steps())
                .extracting(StepResult::path)
                .contains("act", "act/consensus", "act/consensus/utrennyaya");
        assertThat(ScriptedModel.prompt(voters.asked().get(0))).contains("old.txt");
    }

    @Test
    void aStepThatIsNotApprovedDoesNothingAndFails() {
        ScriptedStep.script("act", Scripts.throwing(new ActedException("it acted")));

        Ran ran = run(Voters.all("REJECT: no"), GUARDED.formatted("later", "majority"));

        assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(ran.result().error())
                .contains("Consensus vote rejected")
                .doesNotContain("acted");
        assertThat(runner.pauses()).isEmpty();
    }

    /** An exception with a name that tells. */
    private static final class ActedException extends Exception {
        private static final long serialVersionUID = 1L;

        ActedException(String message) {
            super(message);
        }
    }

    @Test
    void aStepThatIsNotApprovedCanBeLeftOut() {
        ScriptedStep.script("act", Scripts.throwing(new ActedException("it acted")));

        Ran ran =
                run(
                        Voters.all(Voters.reject()),
                        GUARDED.formatted(
                                "later, verdict", "{level: majority, on_reject: continue}"));

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(ran.output("later")).isEqualTo("R-later");
        assertThat(verdict(ran)).containsEntry("decision", "rejected");
    }

    @Test
    void aTryAfterAFailureDoesNotVoteAgain() {
        ScriptedStep.script("act", Scripts.fails(2));
        Voters voters = Voters.all(Voters.approve());

        Ran ran = run(voters, GUARDED.formatted("o", "unanimous"));

        assertThat(ran.output("o")).isEqualTo("ok");
        assertThat(voters.asked()).hasSize(3);
    }

    @Test
    void theVoteOfAStepAroundOthersHoldsForEachOfThem() {
        Voters voters = Voters.all(Voters.approve());

        Ran ran =
                run(
                        voters,
                        """
                        name: W
                        steps:
                          - id: both
                            type: parallel
                            consensus: unanimous
                            params:
                              steps:
                                - {id: a, type: llm, params: {prompt: first}}
                                - {id: b, type: llm, consensus: any, params: {prompt: second}}
                        """);

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(voters.asked()).hasSize(6);
        assertThat(voters.others()).hasSize(2);
        assertThat(ran.result().steps())
                .filteredOn(step -> step.path().endsWith("/consensus"))
                .extracting(step -> step.answer().get("level"))
                .containsExactly("unanimous", "unanimous");
    }

    @Test
    void aDryRunAsksNobody() {
        Voters voters = Voters.all(Voters.reject());
        runner = WorkflowRunner.with(voters.model());

        Ran ran =
                runner.dryRun(
                        GUARDED.formatted("later", "unanimous")
                                + """
                                  - {id: judge, type: consensus, params: {operation: act}}
                                """,
                        Map.of("what", "x"));

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(voters.asked()).isEmpty();
    }

    @Test
    void theLastWordOfAPersonIsARealGate() {
        Ran ran =
                run(
                        Voters.all(Voters.approve()),
                        GUARDED.formatted("later", "unanimous_plus_user"));

        assertThat(ran.result().status()).isEqualTo(RunStatus.AWAITING_APPROVAL);
        assertThat(ran.result().waitingFor()).isEqualTo("act/consensus");
        assertThat(String.valueOf(ran.output("__approval_prompt"))).contains("old.txt");
        assertThat(ran.result().steps())
                .extracting(StepResult::path, StepResult::status)
                .contains(
                        tuple("act", StepStatus.AWAITING_APPROVAL),
                        tuple("later", StepStatus.PENDING));
    }

    @Test
    void theLastWordOfAPersonHoldsWhenStepsRunAtTheSameTime() {
        Ran ran =
                run(
                        Voters.all(Voters.approve()),
                        GUARDED.formatted("later", "unanimous_plus_user")
                                .replace("name: W", "name: W\nsettings: {auto_parallel: true}"));

        assertThat(ran.result().status()).isEqualTo(RunStatus.AWAITING_APPROVAL);
        assertThat(ran.result().steps())
                .extracting(StepResult::path, StepResult::status)
                .contains(
                        tuple("act", StepStatus.AWAITING_APPROVAL),
                        tuple("later", StepStatus.PENDING));
    }
}
