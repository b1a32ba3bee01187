package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import io.gorgon.llm.Cancellation;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.WorkflowFailedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that somebody ends; each would take minutes otherwise. */
@Timeout(60)
class CancelledRunsTest {

    @TempDir Path folder;

    private final Cancellation cancellation = new Cancellation();
    private WorkflowRunner workflows;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(
                folder.resolve("script.yaml"), "answers: [{delay_ms: 300000, reply: late}]\n");
        workflows =
                WorkflowRunner.with(
                                folder,
                                """
                                llm: {providers: {mock: {type: mock, script: script.yaml}}}
                                shell: {allowed: ['*']}
                                """)
                        .withRealTime();
    }

    @AfterEach
    void close() {
        workflows.close();
    }

    private Ran runAndCancel(String workflow) throws Exception {
        CompletableFuture<Ran> run =
                CompletableFuture.supplyAsync(
                        () ->
                                workflows.run(
                                        workflow,
                                        Map.of(),
                                        workflows.options(false, cancellation)));
        await().until(() -> workflows.events().contains("ended first success"));
        cancellation.cancel();
        return run.get(50, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type: scripted",
                "type: llm, params: {prompt: hi}",
                "type: shell, params: {command: sleep 300}",
                "type: wait, params: {seconds: 250}",
                "type: to, params: {uri: 'seda:nobody?waitForTaskToComplete=Always&timeout=300000'}",
                "type: fan_out, params: {items: [1, 2], step_template: {id: x, type: scripted}}",
                "type: sub_workflow, params: {workflow: child}",
                "type: scripted, on_failure: skip",
                "type: scripted, circuit_breaker_key: k",
                "type: scripted, on_failure: continue_with_default, default_output: {x: 1}"
            })
    void aStepThatRunsEndsWithTheRun(String fields) throws Exception {
        workflows.load("child.yaml", "{name: c, steps: [{id: x, type: scripted}]}", Set.of());
        for (String path : new String[] {"a", "x", "a/x", "a[0]", "a[1]"}) {
            ScriptedStep.script(path, Scripts.hangs());
        }

        Ran ran =
                runAndCancel(
                        """
                        name: t
                        outputs: [o]
                        steps:
                          - {id: first, type: scripted, outputs: [o]}
                          - {id: a, %s}
                          - {id: b, type: scripted}
                        """
                                .formatted(fields));

        assertThat(ran.result().status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(ran.exchange().getMessage().getHeader(WorkflowConstants.STATUS))
                .isEqualTo("cancelled");
        assertThat(ran.exchange().getException())
                .isInstanceOf(WorkflowFailedException.class)
                .hasMessage("Workflow 'w' cancelled: the run was cancelled");
        assertThat(ran.output("o")).isEqualTo("R-first");
        assertThat(workflows.events())
                .doesNotContain("started b 1")
                .contains("run ended cancelled");
    }

    @Test
    void aRunThatWasCancelledBeforeDoesNothing() {
        cancellation.cancel();

        Ran ran =
                workflows.run(
                        "{name: t, steps: [{id: a, type: scripted}]}",
                        Map.of(),
                        workflows.options(false, cancellation));

        assertThat(ran.result().status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(workflows.events()).noneMatch(line -> line.startsWith("started"));
    }
}
