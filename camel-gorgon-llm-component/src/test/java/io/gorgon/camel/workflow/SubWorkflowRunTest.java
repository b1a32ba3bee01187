package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.StepResult;
import io.gorgon.workflow.run.StepStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubWorkflowRunTest {

    private final WorkflowRunner runner = WorkflowRunner.withMock();

    @AfterEach
    void close() {
        runner.close();
    }

    private static Map<String, StepStatus> statuses(Ran ran) {
        return ran.result().steps().stream()
                .collect(Collectors.toMap(StepResult::path, StepResult::status));
    }

    private static final String CHILD =
            """
            name: Child
            inputs:
              q: {type: string, required: true}
              kept: {type: any, required: false}
            outputs: [answer]
            steps:
              - {id: work, type: scripted, max_retries: 0, outputs: [answer]}
            """
                    .replace("type: any", "type: string");

    private void loadChild() {
        runner.load("child.yaml", CHILD, Set.of());
    }

    private Ran parent(String params, String more) {
        return runner.run(
                """
                name: W
                inputs: {l: {type: list, default: [1, two]}, kept: {type: string, default: K}}
                outputs: [va, answer, _sub_workflow_result, after]
                steps:
                  - {id: a, type: scripted, outputs: [va]}
                  - id: s
                    type: sub_workflow
                    params: {workflow: child, %s}
                    outputs: [answer, _sub_workflow_result]
                %s
                  - {id: b, type: scripted, outputs: [after]}
                """
                        .formatted(params, more.indent(4).stripTrailing()));
    }

    @Test
    void theCalledWorkflowSeesOnlyWhatItIsGiven() {
        Map<String, Object> seen = new LinkedHashMap<>();
        loadChild();
        ScriptedStep.script(
                "s/work",
                call -> {
                    seen.put("q", call.variable("q"));
                    seen.put("va", call.variable("va"));
                    seen.put("kept", call.variable("kept"));
                    return "done";
                });

        Ran ran = parent("inputs: {q: \"${va}!\"}", "");

        assertThat(ran.output("answer")).isEqualTo("done");
        assertThat(seen).containsEntry("q", "R-a!").containsEntry("va", null);
        assertThat(seen).containsEntry("kept", null);
    }

    @Test
    void withItsContextPassedOnItSeesAllAndItsInputsComeFirst() {
        Map<String, Object> seen = new LinkedHashMap<>();
        loadChild();
        ScriptedStep.script(
                "s/work",
                call -> {
                    seen.put("q", call.variable("q"));
                    seen.put("va", call.variable("va"));
                    seen.put("kept", call.variable("kept"));
                    return "done";
                });

        Ran ran = parent("pass_context: true, inputs: {q: x}", "");

        assertThat(ran.result().error()).isNull();
        assertThat(seen).containsEntry("q", "x").containsEntry("va", "R-a");
        assertThat(seen).containsEntry("kept", "K");
    }

    @Test
    void itsInputsKeepTheirTypesAlsoWhenTheyAreNested() {
        runner.load(
                "child.yaml",
                """
                name: Child
                inputs: {q: {type: object, required: true}, all: {type: list, required: true}}
                outputs: [all, q]
                steps:
                  - {id: work, type: scripted}
                """,
                Set.of());

        Ran ran =
                runner.run(
                        """
                        name: W
                        inputs: {l: {type: list, required: true}}
                        outputs: [all, q]
                        steps:
                          - id: s
                            type: sub_workflow
                            params:
                              workflow: child.yaml
                              inputs: {all: "${l}", q: {deep: ["${l}", "text ${l}"], number: 5}}
                            outputs: [all, q]
                        """,
                        Map.of("l", List.of(1, "two")));

        assertThat(ran.result().error()).isNull();
        assertThat(ran.output("all")).isEqualTo(List.of(1, "two"));
        assertThat(ran.output("q"))
                .isEqualTo(
                        Map.of(
                                "deep",
                                List.of(List.of(1, "two"), "text [1,\"two\"]"),
                                "number",
                                5));
    }

    @Test
    void whatBecameOfItIsInTheAnswerAndItsTokensCountOnce() {
        loadChild();
        ScriptedStep.script("s/work", Scripts.answers("done", 7));

        Ran ran = parent("inputs: {q: x}", "");

        assertThat(ran.output("_sub_workflow_result"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("workflow_name", "Child")
                .containsEntry("status", "success")
                .containsEntry("outputs", Map.of("answer", "done"))
                .containsEntry("steps_executed", 1L)
                .containsEntry("total_tokens", 7L)
                .containsEntry("total_duration_ms", 0L)
                .containsEntry("depth", 1);
        assertThat(ran.result().usage().tokens()).isEqualTo(9);
        assertThat(ran.exchange().getMessage().getHeader(WorkflowConstants.TOKENS)).isEqualTo(9L);
        assertThat(statuses(ran)).containsEntry("s/work", StepStatus.SUCCESS);
    }

    @Test
    void itsFailureIsTheFailureOfTheStep() {
        loadChild();
        ScriptedStep.script("s/work", Scripts.alwaysFails());

        Ran ran = parent("inputs: {q: x}", "max_retries: 2");

        assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(ran.result().error()).startsWith("Step 's' failed: ").contains("work", "boom");
        assertThat(statuses(ran))
                .containsEntry("s", StepStatus.FAILED)
                .containsEntry("s/work", StepStatus.FAILED)
                .containsEntry("b", StepStatus.PENDING);
    }

    @Test
    void aMissingInputOfItIsAFailureOfTheStepThatMayBeSkipped() {
        loadChild();

        Ran ran = parent("inputs: {}", "on_failure: skip");

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(ran.output("after")).isEqualTo("R-b");
        StepResult step =
                ran.result().steps().stream().filter(it -> it.path().equals("s")).findFirst().get();
        assertThat(step.status()).isEqualTo(StepStatus.FAILED);
        assertThat(step.error()).contains("q");
    }

    @Test
    void aGateInItStopsTheWholeRun() {
        runner.load(
                "child.yaml",
                """
                name: Child
                steps:
                  - {id: gate, type: approval, params: {prompt: "ok?"}}
                  - {id: work, type: scripted}
                """,
                Set.of());

        Ran ran =
                runner.run(
                        """
                        name: W
                        steps:
                          - {id: s, type: sub_workflow, params: {workflow: child}}
                          - {id: b, type: scripted}
                        """);

        assertThat(ran.result().status()).isEqualTo(RunStatus.AWAITING_APPROVAL);
        assertThat(ran.result().waitingFor()).isEqualTo("s/gate");
        assertThat(ran.output("__approval_prompt")).isEqualTo("ok?");
        assertThat(statuses(ran))
                .containsEntry("s", StepStatus.AWAITING_APPROVAL)
                .containsEntry("b", StepStatus.PENDING);
    }

    @Test
    void aBudgetThatEndsInItPausesTheWholeRun() {
        loadChild();
        ScriptedStep.script("s/work", Scripts.throwing(Budgets.spent("none")));

        Ran ran = parent("inputs: {q: x}", "");

        assertThat(ran.result().status()).isEqualTo(RunStatus.PAUSED_BUDGET);
        assertThat(ran.output("va")).isEqualTo("R-a");
    }

    @Test
    void aWorkflowThatCallsItselfWithoutEndFails() {
        Ran ran =
                runner.run(
                        """
                        name: W
                        steps:
                          - {id: s, type: sub_workflow, params: {workflow: w}}
                        """);

        assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(ran.result().error()).contains("more than 5 deep");
    }
}
