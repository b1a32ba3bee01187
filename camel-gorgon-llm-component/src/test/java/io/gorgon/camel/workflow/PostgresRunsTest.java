package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.budget.Scope;
import io.gorgon.budget.ScopeKind;
import io.gorgon.budget.ScopeState;
import io.gorgon.camel.llm.GorgonLlm;
import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import io.gorgon.journal.CallEntry;
import io.gorgon.journal.Journal;
import io.gorgon.llm.TokenUsage;
import io.gorgon.state.PostgresServer;
import io.gorgon.state.StateLocation;
import io.gorgon.workflow.run.ApprovalRequest;
import io.gorgon.workflow.run.RetryPolicy;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.RunStatus;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs of models with their journal and their budgets on a PostgreSQL server. */
@Timeout(120)
class PostgresRunsTest {

    private static final long TOKENS_OF_A_CALL = 500;
    private static final Duration WAIT = Duration.ofSeconds(7);
    private static final int TRIES_WHILE_AWAY = 3;

    @TempDir private Path folder;
    private final PostgresServer server = PostgresServer.shared();
    private final StateLocation place = server.newSchema();
    private ScriptedModel model;
    private DurableRunner runner;

    @AfterEach
    void close() {
        runner.close();
    }

    private void start(ScriptedModel.Script script) {
        model = new ScriptedModel(script, TokenUsage.reported(400, 100));
        runner = new DurableRunner(folder, DurableRunner.configOf(place), model);
    }

    private Journal journal() {
        return WorkflowRuns.of(runner.application().camel()).journal();
    }

    private ScopeState spent(String runId) {
        return GorgonLlm.get(runner.application().camel())
                .budget()
                .ledger()
                .state(new Scope(ScopeKind.RUN, runId));
    }

    @Test
    void anAnswerThatIsRecordedIsNotPaidForAgain() throws Exception {
        start(request -> "R-" + ScriptedModel.prompt(request));
        runner.cutShortAt(
                "work",
                """
                name: W
                outputs: [x, y]
                steps:
                  - {id: a, type: llm, params: {prompt: first}, outputs: [x]}
                  - {id: work, type: scripted, on_in_doubt: retry}
                  - {id: b, type: llm, params: {prompt: "then ${x}"}, outputs: [y]}
                """,
                Map.of());
        ScriptedStep.script("work", Scripts.answers("fine", 0));

        RunResult result = runner.resume(runner.runId());

        assertThat(result.outputs()).isEqualTo(Map.of("x", "R-first", "y", "R-then R-first"));
        assertThat(model.prompts()).containsExactly("first", "then R-first");
        assertThat(spent(result.runId()).spentTokens()).isEqualTo(2 * TOKENS_OF_A_CALL);
        assertThat(journal().check()).isEmpty();
    }

    @Test
    void anAnswerOfAPersonIsThereWhenTheApplicationIsStartedAgain() throws Exception {
        start(request -> "R-" + ScriptedModel.prompt(request));
        RunResult asked =
                runner.application()
                        .run(
                                """
                                name: W
                                outputs: [y]
                                steps:
                                  - {id: a, type: llm, params: {prompt: first}, outputs: [x]}
                                  - {id: gate, type: approval, params: {prompt: "Ship ${x}?"}}
                                  - {id: b, type: llm, params: {prompt: second}, outputs: [y]}
                                """)
                        .result();
        assertThat(asked.status()).isEqualTo(RunStatus.AWAITING_APPROVAL);
        ApprovalRequest question = asked.approvals().get(0);
        assertThat(question.prompt()).isEqualTo("Ship R-first?");
        runner.restart();
        journal().decide(question.token(), true, "ann", "well done");
        runner.restart();

        RunResult result = runner.resume(asked.runId());

        assertThat(result.outputs()).isEqualTo(Map.of("y", "R-second"));
        assertThat(model.prompts()).containsExactly("first", "second");
        assertThat(journal().check()).isEmpty();
    }

    @Test
    void aRunWhoseBudgetIsRaisedGoesOnAndWhatWasSpentStaysSpent() throws Exception {
        start(request -> "R-" + ScriptedModel.prompt(request));
        RunResult paused =
                runner.application()
                        .run(
                                """
                                name: W
                                token_budget: 1000
                                outputs: [x, y]
                                steps:
                                  - {id: a, type: llm, params: {prompt: first, max_tokens: 300}, outputs: [x]}
                                  - {id: b, type: llm, params: {prompt: second, max_tokens: 300}, outputs: [y]}
                                  - {id: c, type: llm, params: {prompt: third, max_tokens: 300}}
                                """)
                        .result();
        assertThat(paused.status()).isEqualTo(RunStatus.PAUSED_BUDGET);
        assertThat(model.prompts()).containsExactly("first", "second");
        runner.restart();
        assertThat(runner.resume(paused.runId()).status()).isEqualTo(RunStatus.PAUSED_BUDGET);

        GorgonLlm.get(runner.application().camel())
                .budget()
                .ledger()
                .raise(new Scope(ScopeKind.RUN, paused.runId()), 1000, 0);
        RunResult result = runner.resume(paused.runId());

        assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(model.prompts()).containsExactly("first", "second", "third");
        assertThat(spent(paused.runId()).spentTokens()).isEqualTo(3 * TOKENS_OF_A_CALL);
        assertThat(journal().check()).isEmpty();
    }

    @Test
    void aRunWaitsWhileTheServerIsAwayAndGoesOnByItself() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch away = new CountDownLatch(1);
        CountDownLatch refused = new CountDownLatch(TRIES_WHILE_AWAY);
        CountDownLatch back = new CountDownLatch(1);
        CountDownLatch mayAnswer = new CountDownLatch(1);
        start(
                request -> {
                    if (ScriptedModel.prompt(request).equals("paid")) {
                        asked.countDown();
                        mayAnswer.await();
                    }
                    return "R-" + ScriptedModel.prompt(request);
                });
        WorkflowRuntime.of(runner.application().camel())
                .setTime(
                        Clock.systemUTC(),
                        (run, duration) -> {
                            if (duration.equals(WAIT)) {
                                away.await();
                                return;
                            }
                            refused.countDown();
                            if (refused.getCount() == 0) {
                                back.await();
                            }
                        },
                        new RetryPolicy(() -> 1));
        CompletableFuture<Ran> running =
                CompletableFuture.supplyAsync(
                        () ->
                                runner.application()
                                        .run(
                                                """
                                                name: W
                                                outputs: [x, y, z]
                                                steps:
                                                  - id: both
                                                    type: parallel
                                                    params:
                                                      steps:
                                                        - {id: paid, type: llm, params: {prompt: paid}, outputs: [x]}
                                                        - {id: first, type: wait, params: {seconds: 7}}
                                                        - {id: then, type: llm, depends_on: first, params: {prompt: "new"}, outputs: [y]}
                                                  - {id: last, type: llm, params: {prompt: last}, outputs: [z]}
                                                """));
        asked.await();

        server.stop();
        try {
            away.countDown();
            refused.await();
            assertThat(model.prompts()).containsExactly("paid");
            mayAnswer.countDown();
            assertThat(running).isNotDone();
        } finally {
            server.start();
        }
        back.countDown();

        RunResult result = running.get(60, TimeUnit.SECONDS).result();
        assertThat(result.error()).isNull();
        assertThat(result.outputs()).isEqualTo(Map.of("x", "R-paid", "y", "R-new", "z", "R-last"));
        assertThat(model.prompts()).containsExactly("paid", "new", "last");
        assertThat(spent(result.runId()).spentTokens()).isEqualTo(3 * TOKENS_OF_A_CALL);
        assertThat(journal().calls(result.runId()))
                .extracting(CallEntry::state)
                .filteredOn(state -> state == CallEntry.State.SUCCEEDED)
                .hasSize(3);
        assertThat(journal().check()).isEmpty();
        assertThat(result.warnings())
                .isNotEmpty()
                .allSatisfy(
                        warning ->
                                assertThat(warning)
                                        .contains(place.server().orElseThrow().toString())
                                        .contains("check that the server runs")
                                        .endsWith("the run waits, no new call is started")
                                        .doesNotContain("hostname", "postmaster"));
    }
}
