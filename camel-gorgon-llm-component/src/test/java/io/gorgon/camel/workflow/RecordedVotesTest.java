package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import io.gorgon.journal.CallEntry;
import io.gorgon.journal.Journal;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.StepResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Votes are paid for once, and decided by people once, whatever becomes of the process. */
class RecordedVotesTest {

    private static final String CONFIG =
            """
            llm:
              mode: local
              providers:
                mock: {type: mock, script: votes.yaml}
            state:
              url: sqlite:state.db
            """;

    private static final String APPROVE =
            """
            answers:
              - when: {tier: reasoning}
                json: {reason: fine, decision: approve, confidence: 1}
            """;

    private static final String GATE =
            """
            name: W
            outputs: [later]
            steps:
              - {id: act, type: scripted, consensus: unanimous_plus_user}
              - {id: later, type: scripted, outputs: [later]}
            """;

    @TempDir private Path folder;

    private DurableRunner runner;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("votes.yaml"), APPROVE);
        runner = new DurableRunner(folder, CONFIG);
    }

    @AfterEach
    void close() {
        runner.close();
    }

    private Journal journal() {
        return WorkflowRuns.of(runner.application().camel()).journal();
    }

    private List<CallEntry> calls() {
        return journal().calls(runner.runId());
    }

    private static String token(Ran ran) {
        return String.valueOf(ran.output("__approval_token"));
    }

    @Test
    void whatAPersonHasConfirmedIsDoneAfterARestartWithoutNewVotes() throws Exception {
        Ran ran = runner.application().run(GATE);
        assertThat(ran.result().status()).isEqualTo(RunStatus.AWAITING_APPROVAL);
        assertThat(calls()).hasSize(3);

        runner.restart();
        runner.load(GATE);
        journal().decide(token(ran), true, "ada", null);
        RunResult result = runner.resume(ran.result().runId());

        assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(result.outputs()).containsEntry("later", "R-later");
        assertThat(calls()).hasSize(3);
    }

    @Test
    void whatAPersonHasRefusedIsNotDone() throws Exception {
        ScriptedStep.script("act", Scripts.throwing(new IllegalStateException("it acted")));
        Ran ran = runner.application().run(GATE);
        journal().decide(token(ran), false, "ada", "not today");
        RunResult result = runner.resume(ran.result().runId());

        assertThat(result.status()).isEqualTo(RunStatus.FAILED);
        assertThat(result.error()).contains("The user refused").doesNotContain("it acted");
        assertThat(calls()).hasSize(3);
    }

    @Test
    void aVoteStepAsksThePersonToo() throws Exception {
        String yaml =
                """
                name: W
                outputs: [verdict]
                steps:
                  - id: judge
                    type: consensus
                    params: {operation: act, level: unanimous_plus_user}
                """;
        Ran ran = runner.application().run(yaml);
        assertThat(ran.result().waitingFor()).isEqualTo("judge");
        journal().decide(token(ran), true, "ada", null);
        RunResult result = runner.resume(ran.result().runId());

        assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(String.valueOf(result.outputs().get("verdict")))
                .contains("approved=true", "requires_user_confirmation=false");
        assertThat(calls()).hasSize(3);
    }

    @Test
    void whatWasCutShortAfterTheVoteIsInDoubtAndTheVoteStands() throws Exception {
        String yaml =
                """
                name: W
                steps:
                  - {id: act, type: scripted, consensus: unanimous, on_in_doubt: retry}
                """;
        runner.cutShortAt("act", yaml, Map.of());
        ScriptedStep.clear();
        runner.load(yaml);
        RunResult result = runner.resume(runner.runId());

        assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(calls()).hasSize(3);
        assertThat(result.steps())
                .filteredOn(step -> step.path().startsWith("act/consensus"))
                .hasSize(4)
                .allMatch(StepResult::fromJournal);
    }

    @Test
    void theJournalHasTheVotesAndTheVerdictAsEvents() {
        runner.application().run(GATE);

        assertThat(journal().events(runner.runId()))
                .filteredOn(event -> event.type().equals("vote"))
                .hasSize(3)
                .allSatisfy(event -> assertThat(event.text()).isEqualTo("approve: fine"));
        assertThat(journal().events(runner.runId()))
                .filteredOn(event -> event.type().equals("verdict"))
                .hasSize(1);
    }

    @Test
    void whatIsCutShortWhileThePanelVotesHasNotBegunAndItsVotesArePaidOnce() throws Exception {
        String yaml =
                """
                name: W
                steps:
                  - {id: act, type: scripted, consensus: unanimous}
                """;
        Files.writeString(
                folder.resolve("votes.yaml"),
                APPROVE.replace(
                        "answers:\n",
                        "answers:\n  - {when: {agent: vechernyaya}, delay_ms: 600000}\n"));
        runner.restart();
        CompletableFuture<Ran> run =
                CompletableFuture.supplyAsync(() -> runner.application().run(yaml));
        await().until(() -> votes() == 2);
        runner.application().camel().getShutdownStrategy().setTimeout(1);
        Files.writeString(folder.resolve("votes.yaml"), APPROVE);
        runner.restart();
        run.handle((ran, error) -> null).get(30, TimeUnit.SECONDS);
        runner.load(yaml);
        RunResult result = runner.resume(runner.runId());

        assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(calls())
                .filteredOn(call -> call.state() == CallEntry.State.SUCCEEDED)
                .hasSize(3);
        assertThat(calls()).hasSize(4);
    }

    private long votes() {
        return journal().runs(1).isEmpty()
                ? 0
                : journal().events(runner.runId()).stream()
                        .filter(event -> event.type().equals("vote"))
                        .count();
    }

    @Test
    void withoutBudgetForTheVoteTheRunIsPausedAndNothingIsDone() {
        ScriptedStep.script("act", Scripts.throwing(new IllegalStateException("it acted")));
        Ran ran = runner.application().run("token_budget: 1000\n" + GATE);

        assertThat(ran.result().status()).isEqualTo(RunStatus.PAUSED_BUDGET);
        assertThat(ran.result().error()).doesNotContain("it acted");
    }
}
