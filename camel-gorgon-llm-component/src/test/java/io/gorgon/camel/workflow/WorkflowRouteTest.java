package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import io.gorgon.workflow.run.RunStatus;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A workflow from its text to its answer. */
class WorkflowRouteTest {

    private final WorkflowRunner workflows = WorkflowRunner.withMock();

    @AfterEach
    void close() {
        workflows.close();
    }

    @Test
    void stepsGiveTheirAnswersToThoseAfterThem() {
        ScriptedStep.script("c", call -> "after " + call.variable("b"));
        Ran ran =
                workflows.run(
                        """
                        name: Walk
                        inputs: {q: {type: string, required: true}}
                        outputs: [a, b, c, q, all]
                        steps:
                          - {id: a, type: scripted, outputs: [a]}
                          - id: p
                            type: parallel
                            params:
                              steps:
                                - {id: b, type: scripted, outputs: [b]}
                          - {id: c, type: scripted, outputs: [c]}
                          - id: f
                            type: fan_out
                            outputs: [all]
                            params:
                              items: [x, y, z]
                              step_template: {type: scripted}
                        """,
                        Map.of("q", "hello"));

        assertThat(ran.result().error()).isNull();
        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(ran.result().outputs())
                .containsEntry("a", "R-a")
                .containsEntry("b", "R-b")
                .containsEntry("c", "after R-b")
                .containsEntry("q", "hello")
                .containsKey("all");
        assertThat(ran.result().warnings()).isEmpty();
        assertThat(workflows.events())
                .contains("started a 1", "ended p success", "ended f success");
    }
}
