package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.StepResult;
import io.gorgon.workflow.run.StepStatus;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What takes the place of a step that has failed for good. */
class StepRecoveryTest {

    private final WorkflowRunner workflows = WorkflowRunner.withMock();

    @AfterEach
    void close() {
        workflows.close();
    }

    private Ran run(String fields) {
        ScriptedStep.script("a", Scripts.alwaysFails());
        return workflows.run(
                """
                name: t
                inputs: {q: {default: ""}}
                outputs: [v, w, last]
                steps:
                  - {id: a, type: scripted, max_retries: 1, outputs: [v], %s}
                  - {id: b, type: scripted, outputs: [last]}
                """
                        .formatted(fields));
    }

    private static StepResult first(Ran ran) {
        return ran.result().steps().stream()
                .filter(step -> step.path().equals("a"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aStepThatMayFailDoesNotFailTheRun() {
        Ran ran = run("on_failure: skip");

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(ran.result().error()).isNull();
        assertThat(ran.exchange().getException()).isNull();
        assertThat(first(ran).status()).isEqualTo(StepStatus.FAILED);
        assertThat(first(ran).error()).isEqualTo("boom");
        assertThat(ran.result().outputs()).isEqualTo(Map.of("last", "R-b"));
    }

    @Test
    void aDefaultOutputTakesThePlaceOfTheAnswer() {
        Ran ran = run("on_failure: continue_with_default, default_output: {v: 1, response: D}");

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(first(ran).status()).isEqualTo(StepStatus.SUCCESS);
        assertThat(first(ran).error()).isEqualTo("boom");
        assertThat(first(ran).attempts()).isEqualTo(2);
        assertThat(ran.result().outputs()).isEqualTo(Map.of("v", 1, "last", "R-b"));
    }

    @Test
    void aValueTakesThePlaceOfTheAnswerAndIsBoundToTheFirstOutput() {
        Ran ran = run("on_failure: fallback, fallback: {type: default_value, value: D}");

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(first(ran).status()).isEqualTo(StepStatus.SUCCESS);
        assertThat(first(ran).answer())
                .containsEntry("fallback_value", "D")
                .containsEntry("fallback_used", true);
        assertThat(ran.output("v")).isEqualTo("D");
    }

    @Test
    void anotherStepTakesThePlaceUnderTheOutputsOfTheFirst() {
        Ran ran =
                run(
                        "on_failure: fallback, fallback: {type: alternate_step, step: {id: other,"
                                + " type: scripted, outputs: [w]}}");

        assertThat(ran.result().error()).isNull();
        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(ran.output("v")).isEqualTo("R-other");
        assertThat(ran.result().outputs()).doesNotContainKey("w");
        assertThat(first(ran).status()).isEqualTo(StepStatus.SUCCESS);
        assertThat(first(ran).error()).isEqualTo("boom");
    }

    @Test
    void aModelThatTakesThePlaceIsAskedForTheOutputsOfTheFirst() {
        ScriptedStep.script("a", Scripts.alwaysFails());
        Ran ran =
                workflows.run(
                        """
                        name: t
                        outputs: [v, w, n]
                        steps:
                          - id: a
                            type: scripted
                            max_retries: 0
                            outputs: [v, w]
                            on_failure: fallback
                            fallback:
                              step: {id: other, type: llm, outputs: [zzz], params: {prompt: hi}}
                          - id: n
                            type: scripted
                            max_retries: 0
                            outputs: [n]
                            on_failure: fallback
                            fallback: {step: {id: other, type: llm, params: {prompt: hi}}}
                        """);

        assertThat(ran.result().outputs()).containsOnlyKeys("v", "w", "n");
        assertThat(ran.result().warnings()).isEmpty();
    }

    @Test
    void anotherStepHasItsOwnRetries() {
        ScriptedStep.script("a/other", Scripts.fails(2));
        Ran ran = run("on_failure: fallback, fallback: {step: {id: other, type: scripted}}");

        assertThat(ran.result().error()).isNull();
        assertThat(ran.output("v")).isEqualTo("ok");
        assertThat(workflows.pauses()).hasSize(3);
    }

    @Test
    void theAnswerOfACalledRouteTakesThePlace() throws Exception {
        workflows
                .camel()
                .addRoutes(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("direct:rescue")
                                        .process(
                                                exchange ->
                                                        exchange.getMessage()
                                                                .setBody(Map.of("response", "X")));
                            }
                        });

        Ran ran = run("on_failure: fallback, fallback: {callback: 'direct:rescue'}");

        assertThat(ran.result().error()).isNull();
        assertThat(ran.output("v")).isEqualTo("X");
    }

    @Test
    void whenWhatTakesThePlaceFailsTheRunHasFailed() {
        ScriptedStep.script("a/other", Scripts.alwaysFails());
        Ran ran =
                run(
                        "on_failure: fallback, fallback: {step: {id: other, type: scripted,"
                                + " max_retries: 0}}");

        assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(ran.result().error()).startsWith("Step 'a' failed and fallback failed");
        assertThat(first(ran).status()).isEqualTo(StepStatus.FAILED);
    }

    @Test
    void whenWhatTakesThePlaceIsSkippedTheRunHasFailed() {
        Ran ran =
                run(
                        "on_failure: fallback, fallback: {step: {id: other, type: scripted,"
                                + " condition: {field: q, operator: not_empty}}}");

        assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(ran.result().error()).startsWith("Step 'a' failed and fallback failed");
    }

    @Test
    void withoutAFallbackTheRunFailsAsUsual() {
        Ran ran = run("on_failure: fallback");

        assertThat(ran.result().error()).isEqualTo("Step 'a' failed: boom");
        assertThat(first(ran).attempts()).isEqualTo(2);
    }

    @Test
    void anUnknownTypeIsFoundBeforeAnythingRuns() {
        assertThat(workflows.errors("{name: t, steps: [{id: a, type: shel}]}"))
                .singleElement()
                .satisfies(error -> assertThat(error).contains("'shel'").contains("shell"));
    }
}
