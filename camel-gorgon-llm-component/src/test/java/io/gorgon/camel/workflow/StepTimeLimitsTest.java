package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.StepStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps and runs that take too long; each would take minutes if nothing ended it. */
@Timeout(60)
class StepTimeLimitsTest {

    @TempDir Path folder;

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
        workflows
                .camel()
                .addRoutes(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("direct:slow")
                                        .process(exchange -> new CountDownLatch(1).await());
                            }
                        });
    }

    @AfterEach
    void close() {
        workflows.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type: scripted",
                "type: llm, params: {prompt: hi}",
                "type: shell, params: {command: sleep 300}",
                "type: to, params: {uri: 'direct:slow'}",
                "type: sub_workflow, params: {workflow: child}",
                "type: to, params: {uri: 'seda:nobody?waitForTaskToComplete=Always&timeout=300000'}",
                "type: parallel, params: {steps: [{id: x, type: scripted}]}",
                "type: fan_out, params: {items: [1, 2], step_template: {id: x, type: scripted}}",
                "type: loop, params: {count: 2, steps: [{id: x, type: scripted}]}"
            })
    void aStepOfAnyTypeEndsWhenItsTimeIsOver(String fields) {
        workflows.load("child.yaml", "{name: c, steps: [{id: x, type: scripted}]}", Set.of());
        for (String path : new String[] {"a", "x", "a/x", "a[0]", "a[1]", "a#1/x", "a#0/x"}) {
            ScriptedStep.script(path, Scripts.hangs());
        }

        Ran ran =
                workflows.run(
                        "{name: t, steps: [{id: a, timeout_seconds: 1, max_retries: 0, %s}, {id: b,"
                                        .formatted(fields)
                                + " type: scripted}]}");

        assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(ran.result().error())
                .startsWith("Step 'a")
                .endsWith("timed out after 1 seconds");
    }

    @Test
    void aWaitThatIsLongerThanItsStepMayTakeIsNotBegun() {
        Ran ran =
                workflows.run(
                        "{name: t, steps: [{id: a, timeout_seconds: 1, type: wait,"
                                + " params: {seconds: 300}}]}");

        assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(ran.result().error()).contains("300 seconds").contains("timeout_seconds");
    }

    @Test
    void allTriesTogetherHaveTheTimeOfTheStep() {
        ScriptedStep.script("a", Scripts.fails(1, Scripts.hangs()));

        Ran ran = workflows.run("{name: t, steps: [{id: a, timeout_seconds: 2, type: scripted}]}");

        assertThat(ran.result().error()).isEqualTo("Step 'a' failed: timed out after 2 seconds");
        assertThat(ran.result().steps().get(0).attempts()).isEqualTo(2);
    }

    @Test
    void aStepThatMayFailMayTakeTooLong() {
        ScriptedStep.script("a", Scripts.hangs());

        Ran ran =
                workflows.run(
                        """
                        name: t
                        outputs: [o]
                        steps:
                          - {id: a, type: scripted, timeout_seconds: 1, on_failure: skip}
                          - {id: b, type: scripted, outputs: [o]}
                        """);

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(ran.output("o")).isEqualTo("R-b");
    }

    @Test
    void aRunEndsBeforeTheStepForWhichNoTimeIsLeft() {
        workflows.close();
        workflows = WorkflowRunner.withMock();
        ScriptedStep.script(
                "a",
                call -> {
                    workflows.clock().move(Duration.ofSeconds(61));
                    return "done";
                });

        Ran ran =
                workflows.run(
                        """
                        name: t
                        timeout_seconds: 60
                        outputs: [o]
                        steps:
                          - {id: a, type: scripted, outputs: [o]}
                          - {id: b, type: scripted, on_failure: skip}
                          - {id: c, type: scripted}
                        """);

        assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(ran.result().error()).contains("the workflow timed out after 60 seconds");
        assertThat(ran.output("o")).isEqualTo("done");
        assertThat(ran.result().steps().get(2).status()).isEqualTo(StepStatus.PENDING);
    }

    @Test
    void aRunEndsWhileAStepIsBusyWhateverTheStepSaysOfItsFailure() {
        workflows.close();
        workflows = WorkflowRunner.withMock();
        ScriptedStep.script(
                "a",
                call -> {
                    workflows.clock().move(Duration.ofSeconds(59));
                    return "done";
                });
        ScriptedStep.script("b", Scripts.hangs());

        Ran ran =
                workflows.run(
                        """
                        name: t
                        timeout_seconds: 60
                        steps:
                          - {id: a, type: scripted}
                          - id: b
                            type: scripted
                            on_failure: fallback
                            fallback: {value: instead}
                          - {id: c, type: scripted}
                        """);

        assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(ran.result().error())
                .isEqualTo("the workflow timed out after 60 seconds, at step 'b'");
        assertThat(ran.result().steps())
                .extracting(step -> step.status())
                .containsExactly(StepStatus.SUCCESS, StepStatus.FAILED, StepStatus.PENDING);
    }

    @Test
    void aStepHasNoMoreTimeThanItsRun() {
        workflows.close();
        workflows = WorkflowRunner.withMock();
        ScriptedStep.script(
                "a",
                call -> {
                    workflows.clock().move(Duration.ofSeconds(58));
                    return "done";
                });
        ScriptedStep.script("b", call -> call.timeLeft().toSeconds());

        Ran ran =
                workflows.run(
                        """
                        name: t
                        timeout_seconds: 60
                        outputs: [left]
                        steps:
                          - {id: a, type: scripted}
                          - {id: b, type: scripted, outputs: [left]}
                        """);

        assertThat(ran.output("left")).isEqualTo(2L);
    }
}
