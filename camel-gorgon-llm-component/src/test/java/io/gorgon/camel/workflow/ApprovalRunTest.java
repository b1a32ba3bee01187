package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.StepResult;
import io.gorgon.workflow.run.StepStatus;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApprovalRunTest {

    private final WorkflowRunner runner = WorkflowRunner.withMock();

    @AfterEach
    void close() {
        runner.close();
    }

    private static Map<String, StepStatus> statuses(Ran ran) {
        return ran.result().steps().stream()
                .collect(Collectors.toMap(StepResult::path, StepResult::status));
    }

    @Test
    void aPreviewOfAFanOutIsItsResults() {
        Ran ran =
                runner.run(
                        """
                        name: W
                        steps:
                          - id: each
                            type: fan_out
                            params: {items: [x, y], step_template: {type: scripted}}
                          - id: gate
                            type: approval
                            params: {prompt: ok?, preview_from: [each]}
                        """);

        assertThat(ran.result().outputs())
                .containsEntry(
                        "__approval_preview", Map.of("each", List.of("R-each[0]", "R-each[1]")));
    }

    @Test
    void aGateStopsTheRunAndShowsWhatThereIsToDecide() {
        Ran ran =
                runner.run(
                        """
                        name: W
                        outputs: [o, later]
                        steps:
                          - {id: a, type: scripted, outputs: [o]}
                          - id: gate
                            type: approval
                            params: {prompt: "ok with ${o}?", preview_from: [o, a, nobody]}
                          - {id: b, type: scripted, outputs: [later]}
                        """);

        assertThat(ran.result().status()).isEqualTo(RunStatus.AWAITING_APPROVAL);
        assertThat(ran.result().outputs())
                .containsOnlyKeys("__approval_token", "__approval_prompt", "__approval_preview")
                .containsEntry("__approval_prompt", "ok with R-a?")
                .containsEntry("__approval_preview", Map.of("o", "R-a", "a", "R-a"));
        assertThat(ran.output("__approval_token").toString()).matches("[0-9a-f]{16}");
        assertThat(ran.result().waitingFor()).isEqualTo("gate");
        assertThat(ran.exchange().getException()).isNull();
        assertThat(ran.exchange().getMessage().getHeader(WorkflowConstants.STATUS))
                .isEqualTo("awaiting_approval");
        assertThat(ran.result().steps())
                .extracting(StepResult::path, StepResult::status)
                .containsExactly(
                        tuple("a", StepStatus.SUCCESS),
                        tuple("gate", StepStatus.AWAITING_APPROVAL),
                        tuple("b", StepStatus.PENDING));
    }

    @Test
    void aGateThatStandsLastStopsTheRunToo() {
        Ran ran =
                runner.run(
                        """
                        name: W
                        steps:
                          - {id: a, type: scripted}
                          - {id: gate, type: approval, params: {prompt: "ok?"}}
                        """);

        assertThat(ran.result().status()).isEqualTo(RunStatus.AWAITING_APPROVAL);
    }

    @Test
    void aGateWhoseConditionDoesNotHoldIsSkipped() {
        Ran ran =
                runner.run(
                        """
                        name: W
                        outputs: [later]
                        steps:
                          - {id: a, type: scripted, outputs: [o]}
                          - id: gate
                            type: approval
                            condition: {field: o, operator: equals, value: other}
                            params: {prompt: "ok?"}
                          - {id: b, type: scripted, outputs: [later]}
                        """);

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(statuses(ran)).containsEntry("gate", StepStatus.SKIPPED);
        assertThat(ran.output("later")).isEqualTo("R-b");
    }

    @Test
    void onlyAGateWaitsWhateverOtherStepsAnswer() {
        ScriptedStep.script("a", Scripts.answers(Map.of("status", "awaiting_approval")));

        Ran ran =
                runner.run(
                        """
                        name: W
                        outputs: [status]
                        steps:
                          - {id: a, type: scripted, outputs: [status]}
                          - {id: b, type: scripted}
                        """);

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(ran.output("status")).isEqualTo("awaiting_approval");
    }

    @Test
    void aGateInAParallelBlockHoldsWhatComesAfterItAndLetsTheRestFinish() {
        Milestones milestones = new Milestones();
        ScriptedStep.script("p/free", milestones.endsAfter("p/gate"));

        Ran ran =
                runner.run(
                        """
                        name: W
                        steps:
                          - id: p
                            type: parallel
                            params:
                              steps:
                                - {id: free, type: scripted, outputs: [f]}
                                - {id: gate, type: approval, params: {prompt: "ok?"}}
                                - {id: held, type: scripted}
                                - {id: after_held, type: scripted, depends_on: held}
                          - {id: last, type: scripted}
                        """,
                        Map.of(),
                        milestones.options());

        assertThat(ran.result().status()).isEqualTo(RunStatus.AWAITING_APPROVAL);
        assertThat(ran.result().waitingFor()).isEqualTo("p/gate");
        assertThat(statuses(ran))
                .containsEntry("p/free", StepStatus.SUCCESS)
                .containsEntry("p/gate", StepStatus.AWAITING_APPROVAL)
                .containsEntry("p", StepStatus.AWAITING_APPROVAL)
                .containsEntry("last", StepStatus.PENDING)
                .doesNotContainKeys("p/held", "p/after_held");
    }

    @Test
    void aGateHoldsWhenStepsStartAsSoonAsTheyCan() {
        Ran ran =
                runner.run(
                        """
                        name: W
                        settings: {auto_parallel: true}
                        steps:
                          - {id: a, type: scripted, outputs: [o]}
                          - {id: gate, type: approval, params: {prompt: "ok?"}}
                          - {id: held, type: scripted}
                          - {id: held_too, type: scripted, depends_on: held}
                          - {id: of_a, type: scripted, depends_on: a}
                        """);

        assertThat(ran.result().status()).isEqualTo(RunStatus.AWAITING_APPROVAL);
        assertThat(statuses(ran))
                .containsEntry("a", StepStatus.SUCCESS)
                .containsEntry("of_a", StepStatus.SUCCESS)
                .containsEntry("gate", StepStatus.AWAITING_APPROVAL)
                .containsEntry("held", StepStatus.PENDING)
                .containsEntry("held_too", StepStatus.PENDING);
    }

    @Test
    void aGateInsideABranchAndALoopHoldsToo() {
        Ran ran =
                runner.run(
                        """
                        name: W
                        steps:
                          - id: l
                            type: loop
                            params:
                              count: 3
                              steps:
                                - id: choose
                                  type: branch
                                  params:
                                    condition: {field: loop_index, operator: equals, value: 1}
                                    then:
                                      - {id: gate, type: approval, params: {prompt: "go on?"}}
                                - {id: work, type: scripted}
                        """);

        assertThat(ran.result().status()).isEqualTo(RunStatus.AWAITING_APPROVAL);
        assertThat(ran.result().waitingFor()).isEqualTo("l#2/choose/gate");
        assertThat(statuses(ran))
                .containsEntry("l#1/work", StepStatus.SUCCESS)
                .doesNotContainKeys("l#2/work", "l#3/work");
    }

    @Test
    void aGateInAFallbackStopsTheRun() {
        ScriptedStep.script("a", Scripts.alwaysFails());

        Ran ran =
                runner.run(
                        """
                        name: W
                        steps:
                          - id: a
                            type: scripted
                            max_retries: 0
                            on_failure: fallback
                            fallback:
                              type: alternate_step
                              step: {id: ask, type: approval, params: {prompt: "it failed, go on?"}}
                          - {id: b, type: scripted}
                        """);

        assertThat(ran.result().status()).isEqualTo(RunStatus.AWAITING_APPROVAL);
        assertThat(statuses(ran)).containsEntry("b", StepStatus.PENDING);
    }

    @Test
    void aCheckpointThatPausesIsAGate() {
        Ran ran =
                runner.run(
                        """
                        name: W
                        steps:
                          - {id: c, type: checkpoint, params: {message: "look here", pause: true}}
                          - {id: b, type: scripted}
                        """);

        assertThat(ran.result().status()).isEqualTo(RunStatus.AWAITING_APPROVAL);
        assertThat(ran.output("__approval_prompt")).isEqualTo("look here");
    }
}
