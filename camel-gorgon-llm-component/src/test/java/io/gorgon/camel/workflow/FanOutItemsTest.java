package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import io.gorgon.workflow.run.StepResult;
import io.gorgon.workflow.run.StepStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FanOutItemsTest {

    private final WorkflowRunner runner = WorkflowRunner.withMock();

    @AfterEach
    void close() {
        runner.close();
    }

    private static StepResult step(Ran ran, String path) {
        return ran.result().steps().stream()
                .filter(step -> step.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no step " + path));
    }

    @Test
    void itemsAreTriedAgainEachByItself() {
        ScriptedStep.script("f[0]", Scripts.fails(2));
        ScriptedStep.script("f[1]", Scripts.fails(1));

        Ran ran =
                runner.run(
                        """
                        name: W
                        outputs: [all]
                        steps:
                          - id: f
                            type: fan_out
                            params:
                              items: [a, b, c]
                              step_template: {type: scripted, max_retries: 2}
                            outputs: [all]
                        """);

        assertThat(ran.output("all")).isEqualTo(List.of("ok", "ok", "R-f[2]"));
        assertThat(step(ran, "f[0]").attempts()).isEqualTo(3);
        assertThat(step(ran, "f[1]").attempts()).isEqualTo(2);
        assertThat(step(ran, "f[2]").attempts()).isEqualTo(1);
        assertThat(step(ran, "f").attempts()).isEqualTo(1);
    }

    private static final String ONLY_SOME =
            """
            name: W
            outputs: [first, second, successful]
            steps:
              - id: e
                type: fan_out
                params: {items: [p, q, r], step_template: {type: scripted}}
                outputs: [first]
              - id: f
                type: fan_out
                params:
                  items: [a, b, c]
                  max_concurrent: 1
                  step_template:
                    type: scripted
                    condition: {field: item, operator: not_equals, value: b}
                outputs: [second, successful]
            """;

    @Test
    void anItemWhoseConditionDoesNotHoldKeepsItsPlaceWithoutAResult() {
        ScriptedStep.script("f[0]", Scripts.answers(Map.of("response", "new")));

        Ran ran = runner.run(ONLY_SOME);

        assertThat(ran.output("second")).isEqualTo(Arrays.asList("new", null, "R-f[2]"));
        assertThat(step(ran, "f[1]").status()).isEqualTo(StepStatus.SKIPPED);
        assertThat(ran.output("successful")).isEqualTo(2);
    }

    @Test
    void anItemWithAFallbackGivesItsFallback() {
        ScriptedStep.script("f[1]", Scripts.alwaysFails());

        Ran ran =
                runner.run(
                        """
                        name: W
                        outputs: [all, failed]
                        steps:
                          - id: f
                            type: fan_out
                            params:
                              items: [a, b, c]
                              step_template:
                                type: scripted
                                max_retries: 0
                                on_failure: fallback
                                fallback: {type: default_value, value: spare}
                                outputs: [one]
                            outputs: [all, failed]
                        """);

        assertThat(ran.output("all")).isEqualTo(List.of("R-f[0]", "spare", "R-f[2]"));
        assertThat(ran.output("failed")).isEqualTo(0);
    }

    @Test
    void itemAndIndexAreAsBeforeAfterTheStep() {
        ScriptedStep.script("b", call -> call.variable("item") + "/" + call.variable("index"));

        Ran ran =
                runner.run(
                        """
                        name: W
                        inputs: {item: {type: string, required: true}}
                        outputs: [seen]
                        steps:
                          - id: f
                            type: fan_out
                            params: {items: [a, b], step_template: {type: scripted}}
                          - {id: b, type: scripted, outputs: [seen]}
                        """,
                        Map.of("item", "mine"));

        assertThat(ran.output("seen")).isEqualTo("mine/null");
    }
}
