package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import io.gorgon.llm.TokenUsage;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.StepStatus;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The most tokens that a run may use. */
class RunBudgetTest {

    @TempDir Path folder;

    private final ScriptedModel model =
            new ScriptedModel(request -> "answer", TokenUsage.reported(400, 100));
    private final WorkflowRunner workflows = WorkflowRunner.with(model);

    @AfterEach
    void close() {
        workflows.close();
    }

    private static final String ONE_LONG_CALL =
            "{name: t, token_budget: 1000, steps: [{id: a, type: llm, params: {prompt: hi}}]}";

    private static final String FOUR_CALLS =
            """
            name: t
            token_budget: 1000
            outputs: [o1, o2, o3, o4]
            steps:
              - {id: a, type: llm, outputs: [o1], params: {prompt: hi, max_tokens: 300}}
              - {id: b, type: llm, outputs: [o2], params: {prompt: hi, max_tokens: 300}}
              - {id: c, type: llm, outputs: [o3], params: {prompt: hi, max_tokens: 300}}
              - {id: d, type: llm, outputs: [o4], params: {prompt: hi, max_tokens: 300}}
            """;

    @Test
    void aRunPausesBeforeTheCallThatDoesNotFitAnyMore() {
        Ran ran = workflows.run(FOUR_CALLS);

        assertThat(ran.result().status()).isEqualTo(RunStatus.PAUSED_BUDGET);
        assertThat(ran.exchange().getException()).isNull();
        assertThat(ran.exchange().getMessage().getHeader(WorkflowConstants.STATUS))
                .isEqualTo("paused_budget");
        assertThat(model.requests()).hasSize(2);
        assertThat(ran.result().outputs()).isEqualTo(Map.of("o1", "answer", "o2", "answer"));
        assertThat(ran.result().steps())
                .extracting(step -> step.path() + " " + step.status().label())
                .containsExactly("a success", "b success", "c paused_budget", "d pending");
        assertThat(ran.result().error()).contains("1000");
        assertThat(ran.result().usage().tokens()).isEqualTo(1000);
        assertThat(workflows.pauses()).isEmpty();
    }

    @Test
    void noRecoveryGetsAroundTheBudget() {
        Ran ran =
                workflows.run(
                        """
                        name: t
                        token_budget: 1000
                        steps:
                          - {id: a, type: llm, params: {prompt: hi, max_tokens: 300}}
                          - {id: b, type: llm, params: {prompt: hi, max_tokens: 300}}
                          - id: c
                            type: llm
                            on_failure: skip
                            params: {prompt: hi, max_tokens: 300}
                          - id: d
                            type: scripted
                        """);

        assertThat(ran.result().status()).isEqualTo(RunStatus.PAUSED_BUDGET);
        assertThat(ran.result().steps().get(3).status()).isEqualTo(StepStatus.PENDING);
    }

    @Test
    void stepsThatAskNoModelCostNothing() {
        Ran ran =
                workflows.run(
                        """
                        name: t
                        token_budget: 1000
                        steps:
                          - {id: a, type: checkpoint}
                          - {id: b, type: set, params: {x: 1}}
                          - {id: c, type: wait, params: {seconds: 0}}
                          - {id: d, type: validate, params: {value: 1, schema: {type: number}}}
                          - {id: e, type: llm, params: {prompt: hi, max_tokens: 300}}
                        """);

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(ran.result().usage().tokens()).isEqualTo(500);
    }

    @Test
    void stepsInsideOthersCountOnceAndForTheWholeRun() {
        Ran ran =
                workflows.run(
                        """
                        name: t
                        token_budget: 1600
                        steps:
                          - id: p
                            type: parallel
                            params:
                              max_workers: 1
                              steps:
                                - {id: a, type: llm, params: {prompt: hi, max_tokens: 300}}
                                - {id: b, type: llm, params: {prompt: hi, max_tokens: 300}}
                          - id: f
                            type: fan_out
                            params:
                              items: [x, y, z]
                              max_concurrent: 1
                              step_template:
                                type: llm
                                params: {prompt: "${item}", max_tokens: 300}
                        """);

        assertThat(model.requests()).hasSize(3);
        assertThat(ran.result().status()).isEqualTo(RunStatus.PAUSED_BUDGET);
        assertThat(ran.result().usage().tokens()).isEqualTo(1500);
    }

    @Test
    void aWorkflowThatIsCalledSharesTheBudget() {
        workflows.load(
                "child.yaml",
                """
                name: child
                token_budget: 50000
                steps:
                  - {id: a, type: llm, params: {prompt: hi, max_tokens: 300}}
                  - {id: b, type: llm, params: {prompt: hi, max_tokens: 300}}
                  - {id: c, type: llm, params: {prompt: hi, max_tokens: 300}}
                """,
                Set.of());
        Ran ran =
                workflows.run(
                        """
                        name: t
                        token_budget: 1000
                        steps:
                          - {id: s, type: sub_workflow, params: {workflow: child}}
                        """);

        assertThat(ran.result().status()).isEqualTo(RunStatus.PAUSED_BUDGET);
        assertThat(model.requests()).hasSize(2);
        assertThat(ran.result().usage().tokens()).isEqualTo(1000);
    }

    @Test
    void anAnswerThatCouldBecomeTooLongIsNotAskedFor() {
        Ran ran = workflows.run(ONE_LONG_CALL);

        assertThat(ran.result().status()).isEqualTo(RunStatus.PAUSED_BUDGET);
        assertThat(ran.result().error()).contains("max tokens");
        assertThat(model.requests()).isEmpty();
    }

    @Test
    void theOperatorCanLetAnswersShrinkToWhatIsLeft() {
        try (WorkflowRunner shrinking =
                WorkflowRunner.with(
                        folder,
                        """
                        llm:
                          budget: {when_exceeded: shrink_max_tokens}
                          providers: {mock: {type: mock}}
                        """)) {
            Ran ran = shrinking.run(ONE_LONG_CALL);

            assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
            assertThat(ran.result().usage().tokens()).isBetween(1L, 1000L);
        }
    }

    @Test
    void runsDoNotShareTheirBudgets() {
        String once =
                "{name: t, token_budget: 1000, steps: [{id: a, type: llm,"
                        + " params: {prompt: hi, max_tokens: 300}}]}";
        for (int i = 0; i < 3; i++) {
            assertThat(workflows.run(once).result().status()).isEqualTo(RunStatus.SUCCESS);
        }
    }
}
