package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gorgon.journal.Definition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An application goes on with its runs by itself. */
class RunsGoOnTest {

    private static final String TEXT =
            """
            name: W
            steps:
              - {id: work, type: scripted}
            """;

    private static final List<Definition> TEXTS =
            List.of(Definition.of("w", "w.gorgon.yaml", TEXT));

    @TempDir Path folder;
    private final FakeJournal journal = new FakeJournal();
    private final Main main = new Main(RunsGoOnTest.class);

    @AfterEach
    void stop() {
        ScriptedStep.clear();
        main.stop();
    }

    private void start() throws IOException {
        start(TEXT);
    }

    private void start(String text) throws IOException {
        Files.writeString(folder.resolve("w.gorgon.yaml"), text);
        main.configure().setBasePackageScanEnabled(false);
        main.configure().setRoutesIncludePattern("file:" + folder + "/*.gorgon.yaml");
        main.addInitialProperty("camel.component.gorgon-llm.mock-only", "true");
        main.init();
        WorkflowRuntime.of(main.getCamelContext()).setJournal(journal.journal());
        main.start();
    }

    @Test
    void interruptedRunsGoOnWhenItStarts() throws Exception {
        journal.interrupted("one", "w", TEXTS, Map.of());
        journal.interrupted("two", "w", TEXTS, Map.of());

        start();

        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> journal.told().containsAll(List.of("success one", "success two")));
    }

    @Test
    void runsThatAreLeftBehindLaterGoOnAfterAWhile() throws Exception {
        start();
        journal.waiting("one", "w", TEXTS, "t1");
        WorkflowRuns.of(main.getCamelContext()).decide("t1", true, "ann", null, false);
        journal.interrupted("two", "w", TEXTS, Map.of());

        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> journal.told().containsAll(List.of("success one", "success two")));
    }

    @Test
    void itLooksAgainAfterTheDatabaseWasAway() throws Exception {
        journal.interrupted("one", "w", TEXTS, Map.of());
        journal.setAway(true);
        start();
        journal.setAway(false);

        await().atMost(60, TimeUnit.SECONDS).until(() -> journal.told().contains("success one"));
    }

    @Test
    void aRunThatCannotGoOnIsTriedOnce() throws Exception {
        journal.interrupted("lost", "gone", List.of(), Map.of());
        start();
        await().atMost(60, TimeUnit.SECONDS).until(() -> journal.told().contains("closed lost"));

        RunKeeper keeper = WorkflowRuntime.of(main.getCamelContext()).keeper();
        keeper.lookSoon();
        journal.interrupted("one", "w", TEXTS, Map.of());
        await().atMost(60, TimeUnit.SECONDS).until(() -> journal.told().contains("success one"));

        assertThat(journal.told()).containsOnlyOnce("taken lost");
    }

    @Test
    void itsHealthTellsWhenRunsCannotBeWrittenDown() throws Exception {
        main.configure().health().setEnabled(true);
        start();
        HealthCheck check =
                HealthCheckRegistry.get(main.getCamelContext())
                        .getCheck("gorgon-journal")
                        .orElseThrow();
        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP);

        journal.setAway(true);

        assertThat(HealthCheckHelper.invokeReadiness(main.getCamelContext()))
                .filteredOn(result -> result.getCheck().getId().equals("gorgon-journal"))
                .singleElement()
                .satisfies(
                        result -> {
                            assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
                            assertThat(result.getMessage())
                                    .hasValue("runs cannot be written down: the database is away");
                        });
        journal.setAway(false);
    }

    @Test
    void anApplicationWithoutANameLeavesItsRunsAlone() throws Exception {
        main.addInitialProperty("camel.component.gorgon-llm.application", "none");
        start();

        assertThat(WorkflowRuntime.of(main.getCamelContext()).origin()).isNull();
    }

    @Test
    @Timeout(120)
    void aRunThatTakesLongerThanCamelWaitsBeforeItReloadsGoesOnWithTheTextOfThen()
            throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ScriptedStep.script(
                "work",
                call -> {
                    begun.countDown();
                    assertThat(goOn.await(60, TimeUnit.SECONDS)).isTrue();
                    return "done";
                });
        main.configure().setShutdownTimeout(1);
        main.configure().setRoutesReloadEnabled(true);
        main.configure().setRoutesReloadDirectory(folder.toString());
        main.configure().setRoutesReloadPattern("*.gorgon.yaml");
        start(saying("old"));
        ProducerTemplate template = main.getCamelContext().createProducerTemplate();
        String address = "direct:gorgon-workflow-w";
        CompletableFuture<Exchange> early =
                CompletableFuture.supplyAsync(() -> template.request(address, sent -> {}));
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        String run = journal.ids().get(0);
        ScriptedStep.clear();

        Files.writeString(folder.resolve("w.gorgon.yaml"), saying("new"));
        await().atMost(60, TimeUnit.SECONDS)
                .until(
                        () ->
                                WorkflowRuntime.of(main.getCamelContext())
                                        .definitions("w")
                                        .get(0)
                                        .source()
                                        .equals(saying("new")));
        goOn.countDown();

        assertThat(early.get(60, TimeUnit.SECONDS).getException()).isNotNull();
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> Map.of("said", "old").equals(journal.outputs(run)));
        assertThat(journal.told()).doesNotContain("failed " + run, "cancelled " + run);
        assertThat(template.request(address, sent -> {}).getMessage().getBody())
                .isEqualTo(Map.of("said", "new"));
    }

    private static String saying(String word) {
        return TEXT + "  - {id: say, type: set, params: {said: " + word + "}}\noutputs: [said]\n";
    }

    @Test
    @Timeout(120)
    void itStopsWhileRunsGoOn() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        ScriptedStep.script("work", Scripts.hangs(begun));
        journal.interrupted("one", "w", TEXTS, Map.of());
        main.configure().setShutdownTimeout(1);
        start();
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

        main.stop();

        assertThat(main.getCamelContext().isStopped()).isTrue();
        assertThat(journal.told()).contains("taken one").doesNotContain("success one");
    }
}
