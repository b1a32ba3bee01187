package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gorgon.journal.Definition;
import io.gorgon.journal.RunUnavailableException;
import io.gorgon.journal.TokenRefusedException;
import io.gorgon.workflow.run.RunOptions;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.RunStatus;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkflowRunsTest {

    private static final String TEXT =
            """
            name: W
            inputs: {who: {type: string, required: true}}
            outputs: [said]
            steps:
              - {id: work, type: scripted}
              - {id: say, type: set, params: {said: "%s ${who}"}}
            """;

    private final WorkflowRunner runner = WorkflowRunner.withMock();
    private final FakeJournal journal = new FakeJournal();
    private WorkflowRuns runs;

    @BeforeEach
    void prepare() {
        WorkflowRuntime.of(runner.camel()).setJournal(journal.journal());
        runs = WorkflowRuns.of(runner.camel());
    }

    @AfterEach
    void stop() {
        runner.close();
    }

    private static List<Definition> text(String word) {
        return List.of(Definition.of("w", "w.yaml", TEXT.formatted(word)));
    }

    private void load(String word) {
        runner.load("w.yaml", TEXT.formatted(word), Set.of());
    }

    private void interrupted(String id, String word) {
        journal.interrupted(id, "w", text(word), Map.of("who", id));
    }

    private RunResult resume(String id) throws InterruptedException {
        return runs.resume(id, RunOptions.plain());
    }

    private List<String> editions() {
        return runner.camel().getRoutes().stream()
                .map(Route::getRouteId)
                .filter(id -> id.contains("@"))
                .toList();
    }

    @Test
    void aRunGoesOnOnTheRouteThatIsLoadedWhenThatIsItsText() throws Exception {
        load("Hello");
        interrupted("one", "Hello");
        ScriptedStep.script(
                "work",
                call -> {
                    assertThat(editions()).isEmpty();
                    return "done";
                });

        RunResult result = resume("one");

        assertThat(result.error()).isNull();
        assertThat(result.runId()).isEqualTo("one");
        assertThat(result.outputs()).isEqualTo(Map.of("said", "Hello one"));
        assertThat(journal.told()).containsExactly("taken one", "success one", "closed one");
    }

    @Test
    void aRunOfAnotherTextGoesOnWithItsOwnAndTheOthersAreNotTouched() throws Exception {
        load("Good evening");
        interrupted("one", "Hello");
        ScriptedStep.script(
                "work",
                call -> {
                    assertThat(editions()).hasSize(1);
                    return "done";
                });

        assertThat(resume("one").outputs()).isEqualTo(Map.of("said", "Hello one"));
        ScriptedStep.clear();

        assertThat(editions()).isEmpty();
        assertThat(
                        runner.send(
                                        "direct:gorgon-workflow-w",
                                        Map.of("who", "two"),
                                        Map.of(),
                                        runner.options())
                                .output("said"))
                .isEqualTo("Good evening two");
    }

    @Test
    void aRunWhoseWorkflowIsNotLoadedAtAllGoesOnWithItsText() throws Exception {
        interrupted("one", "Hello");

        assertThat(resume("one").outputs()).isEqualTo(Map.of("said", "Hello one"));
        assertThat(editions()).isEmpty();
    }

    @Test
    void runsOfOneTextThatGoOnAtTheSameTimeShareItsRoute() throws Exception {
        load("Good evening");
        CountDownLatch both = new CountDownLatch(2);
        ScriptedStep.script(
                "work",
                call -> {
                    both.countDown();
                    assertThat(both.await(60, TimeUnit.SECONDS)).isTrue();
                    assertThat(editions()).hasSize(1);
                    return "done";
                });
        interrupted("one", "Hello");
        interrupted("two", "Hello");

        List<RunResult> results = runs.resumeInterrupted(RunOptions.plain());

        assertThat(results).extracting(RunResult::error).containsOnlyNulls();
        assertThat(results)
                .extracting(result -> result.outputs().get("said"))
                .containsExactly("Hello one", "Hello two");
        assertThat(editions()).isEmpty();
    }

    @Test
    void aTextThatCannotBeRunAnyMoreIsRefusedAndLeavesTheRunToOthers() {
        journal.interrupted(
                "one",
                "w",
                List.of(
                        Definition.of(
                                "w", "w.yaml", TEXT.replace("type: scripted", "type: scripet"))),
                Map.of("who", "you"));

        assertThatThrownBy(() -> resume("one"))
                .isInstanceOf(RunUnavailableException.class)
                .hasMessageContaining("run one cannot go on here")
                .hasMessageContaining("w.yaml:5:");
        assertThat(journal.told()).containsExactly("taken one", "closed one");
    }

    @Test
    void aRunOfARouteMadeByHandGoesOnOnTheRouteThatIsThere() throws Exception {
        journal.interrupted("one", "w", List.of(), Map.of("who", "you"));

        assertThatThrownBy(() -> resume("one"))
                .isInstanceOf(RunUnavailableException.class)
                .hasMessageContaining("made by hand")
                .hasMessageContaining("direct:gorgon-workflow-w;");

        load("By hand");
        assertThat(resume("one").outputs()).isEqualTo(Map.of("said", "By hand you"));
    }

    @Test
    void aFailureOfOneRunDoesNotKeepTheOthers() throws Exception {
        load("Hello");
        interrupted("one", "Hello");
        journal.interrupted("two", "gone", List.of(), Map.of());
        interrupted("three", "Hello");

        assertThat(runs.resumeInterrupted(RunOptions.plain()))
                .extracting(RunResult::runId)
                .containsExactly("one", "three");
    }

    @Test
    void notMoreThanFourRunsGoOnAtATime() throws Exception {
        load("Hello");
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch four = new CountDownLatch(RunKeeper.AT_A_TIME);
        ScriptedStep.script(
                "work",
                call -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    four.countDown();
                    assertThat(four.await(60, TimeUnit.SECONDS)).isTrue();
                    now.decrementAndGet();
                    return "done";
                });
        for (int i = 0; i < 10; i++) {
            interrupted("run" + i, "Hello");
        }

        assertThat(runs.resumeInterrupted(RunOptions.plain())).hasSize(10);
        assertThat(most).hasValue(RunKeeper.AT_A_TIME);
    }

    @Test
    void aWorkflowThatIsCalledAfterItsFileWasChangedHasTheTextOfThen() throws Exception {
        String parent =
                """
                name: Parent
                outputs: [said]
                steps:
                  - {id: wait, type: scripted}
                  - {id: call, type: sub_workflow, params: {workflow: w, inputs: {who: you}}, outputs: [said]}
                """;
        load("Hello");
        runner.load("parent.yaml", parent, Set.of());
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ScriptedStep.script(
                "wait",
                call -> {
                    begun.countDown();
                    assertThat(goOn.await(60, TimeUnit.SECONDS)).isTrue();
                    return "done";
                });
        CompletableFuture<Object> early =
                CompletableFuture.supplyAsync(
                        () ->
                                runner.send(
                                                "direct:gorgon-workflow-parent",
                                                Map.of(),
                                                Map.of(),
                                                runner.options())
                                        .output("said"));
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

        load("Good evening");
        goOn.countDown();

        assertThat(early.get(60, TimeUnit.SECONDS)).isEqualTo("Hello you");
        assertThat(editions()).isEmpty();
        assertThat(
                        runner.send(
                                        "direct:gorgon-workflow-parent",
                                        Map.of(),
                                        Map.of(),
                                        runner.options())
                                .output("said"))
                .isEqualTo("Good evening you");
    }

    @Test
    void aDecisionLetsTheRunGoOnInTheBackground() {
        load("Hello");
        journal.waiting("one", "w", text("Hello"), "t1");
        ScriptedStep.script("work", Scripts.alwaysFails());

        assertThat(runs.decide("t1", true, "ann", null, true).runId()).isEqualTo("one");

        await().until(() -> journal.told().contains("closed one"));
        assertThat(journal.told()).startsWith("approved one by ann", "taken one");
    }

    @Test
    void aDecisionCanLeaveTheRunToOthers() {
        load("Hello");
        journal.waiting("one", "w", text("Hello"), "t1");

        runs.decide("t1", false, "ann", "no", false);

        assertThat(journal.told()).containsExactly("rejected one by ann");
        assertThatThrownBy(() -> runs.decide("t1", true, "bob", null, true))
                .isInstanceOf(TokenRefusedException.class);
    }

    @Test
    void aRunThatIsDecidedWhileSomebodyWorksOnItIsLeftToThem() {
        load("Hello");
        journal.waiting("one", "w", text("Hello"), "t1");
        journal.waiting("two", "w", text("Hello"), "t2");
        journal.give("one");

        runs.decide("t1", true, "ann", null, true);
        runs.decide("t2", true, "ann", null, true);

        await().until(() -> journal.told().contains("closed two"));
        assertThat(journal.told()).doesNotContain("taken one");
    }

    @Test
    void aRunThatCannotGoOnIsNotInterruptedWork() {
        assertThatThrownBy(() -> resume("nobody"))
                .isInstanceOf(RunUnavailableException.class)
                .hasMessage("run nobody cannot be taken over");
        assertThat(journal.told()).isEmpty();
    }

    @Test
    void aRunIsCancelled() {
        interrupted("one", "Hello");

        assertThat(runs.cancel("one", "ann")).isTrue();
        journal.give("one");
        assertThat(runs.cancel("one", "ann")).isFalse();
        assertThat(journal.status("one")).isEqualTo(RunStatus.RUNNING);
    }
}
