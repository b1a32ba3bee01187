package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import io.gorgon.workflow.run.RunListener;
import io.gorgon.workflow.run.RunOptions;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.StepResult;
import io.gorgon.workflow.run.WorkflowFailedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a run tells of itself, and that runs do not mix. */
class RunsTest {

    private final WorkflowRunner workflows = WorkflowRunner.withMock();

    @AfterEach
    void close() {
        workflows.close();
    }

    @Test
    void theResultTellsEverythingAboutTheRun() {
        Instant start = workflows.clock().instant();
        ScriptedStep.script(
                "a",
                call -> {
                    workflows.clock().move(Duration.ofSeconds(2));
                    return Map.of("response", "A", "tokens_used", 5);
                });
        Ran ran =
                workflows.run(
                        """
                        name: Nice Name
                        outputs: [o]
                        steps:
                          - {id: a, type: scripted, outputs: [o]}
                          - {id: b, type: llm, params: {prompt: hi}}
                        """);

        RunResult result = ran.result();
        assertThat(result.runId()).isNotBlank();
        assertThat(result.workflow()).isEqualTo("w");
        assertThat(result.name()).isEqualTo("Nice Name");
        assertThat(result.started()).isEqualTo(start);
        assertThat(result.duration()).isEqualTo(Duration.ofSeconds(2));
        assertThat(result.error()).isNull();
        assertThat(result.waitingFor()).isNull();
        StepResult a = result.steps().get(0);
        assertThat(a.type()).isEqualTo("scripted");
        assertThat(a.duration()).isEqualTo(Duration.ofSeconds(2));
        assertThat(a.attempts()).isEqualTo(1);
        assertThat(a.usage().tokens()).isEqualTo(5);
        assertThat(result.usage().tokens())
                .isEqualTo(5 + result.steps().get(1).usage().tokens())
                .isGreaterThan(5);
        assertThat(workflows.events()).startsWith("run started w").endsWith("run ended success");
    }

    @Test
    void theNameOfARunCanBeGiven() {
        var options = workflows.options();
        Ran ran =
                workflows.run(
                        "{name: t, steps: [{id: a, type: scripted}]}",
                        Map.of(),
                        new RunOptions(
                                "my-run",
                                false,
                                options.cancellation(),
                                options.listener(),
                                options.files()));

        assertThat(ran.result().runId()).isEqualTo("my-run");
        assertThat(ran.exchange().getMessage().getHeader(WorkflowConstants.RUN_ID))
                .isEqualTo("my-run");
    }

    @Test
    void whoCallsARunThatFailsGetsItsResultWithTheException() {
        ScriptedStep.script("a", Scripts.alwaysFails());
        String address =
                workflows.load(
                        "w.yaml",
                        "{name: t, steps: [{id: a, type: scripted, max_retries: 0}]}",
                        Set.of());

        try {
            workflows.camel().createProducerTemplate().requestBody(address, Map.of());
            throw new AssertionError("the run must fail");
        } catch (CamelExecutionException e) {
            assertThat(e.getCause())
                    .isInstanceOf(WorkflowFailedException.class)
                    .hasMessage("Workflow 'w' failed: Step 'a' failed: boom");
            assertThat(((WorkflowFailedException) e.getCause()).result().status())
                    .isEqualTo(RunStatus.FAILED);
        }
    }

    @Test
    void whatARouteHadBeforeItHasAfterTheRun() throws Exception {
        String address =
                workflows.load(
                        "w.yaml",
                        "{name: t, outputs: [o], steps: [{id: a, type: scripted, outputs: [o]}]}",
                        Set.of());
        workflows
                .camel()
                .addRoutes(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("direct:caller")
                                        .setVariable("mine", constant("kept"))
                                        .setVariable("o", constant("also kept"))
                                        .to(address)
                                        .setBody(
                                                simple(
                                                        "${variable.mine}, ${variable.o}, ${body[o]}"));
                            }
                        });

        assertThat(
                        workflows
                                .camel()
                                .createProducerTemplate()
                                .requestBody("direct:caller", Map.of(), String.class))
                .isEqualTo("kept, also kept, R-a");
    }

    @Test
    @Timeout(60)
    void runsAtTheSameTimeNeverMix() throws Exception {
        int count = 8;
        CyclicBarrier together = new CyclicBarrier(count);
        ScriptedStep.script(
                "a",
                call -> {
                    together.await();
                    return "a of " + call.variable("q");
                });
        ScriptedStep.script(
                "b",
                call -> {
                    together.await();
                    return call.variable("x") + ", b of " + call.variable("q");
                });
        String address =
                workflows.load(
                        "w.yaml",
                        """
                        name: t
                        inputs: {q: {type: string, required: true}}
                        outputs: [q, x, y]
                        steps:
                          - {id: a, type: scripted, outputs: [x]}
                          - {id: b, type: scripted, outputs: [y]}
                        """,
                        Set.of());
        ExecutorService callers = Executors.newFixedThreadPool(count);
        try {
            List<CompletableFuture<Ran>> runs = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Map<String, Object> inputs = Map.of("q", "run " + i);
                runs.add(
                        CompletableFuture.supplyAsync(
                                () ->
                                        workflows.send(
                                                address, inputs, Map.of(), workflows.options()),
                                callers));
            }
            Set<String> ids = new HashSet<>();
            for (int i = 0; i < count; i++) {
                Ran ran = runs.get(i).get();
                String q = "run " + i;
                assertThat(ran.result().outputs())
                        .isEqualTo(
                                Map.of("q", q, "x", "a of " + q, "y", "a of " + q + ", b of " + q));
                assertThat(ran.result().steps()).hasSize(2);
                ids.add(ran.result().runId());
            }
            assertThat(ids).hasSize(count);
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void aListenerThatFailsDoesNotHarmTheRun() {
        var broken =
                new RunListener() {
                    @Override
                    public void stepStarted(String runId, String path, String type, int attempt) {
                        throw new IllegalStateException("broken listener");
                    }
                };
        var options = workflows.options();
        Ran ran =
                workflows.run(
                        "{name: t, outputs: [o], steps: [{id: a, type: scripted, outputs: [o]}]}",
                        Map.of(),
                        new RunOptions(
                                null, false, options.cancellation(), broken, options.files()));

        assertThat(ran.output("o")).isEqualTo("R-a");
    }
}
