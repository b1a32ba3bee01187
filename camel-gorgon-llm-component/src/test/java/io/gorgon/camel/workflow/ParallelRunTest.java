package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import io.gorgon.workflow.run.StepResult;
import io.gorgon.workflow.run.StepStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParallelRunTest {

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
    void theBlockAnswersWithWhatEachOfItsStepsGave() {
        ScriptedStep.script("p/a", Scripts.fails(2));

        Ran ran =
                runner.run(
                        """
                        name: W
                        outputs: [parallel_results, successful, failed, cancelled, tokens_used, total_retries, duration_ms]
                        steps:
                          - id: p
                            type: parallel
                            params:
                              steps:
                                - {id: a, type: scripted, max_retries: 2}
                                - {id: b, type: scripted}
                            outputs: [parallel_results, successful, failed, cancelled, tokens_used, total_retries, duration_ms]
                        """);

        assertThat(ran.result().error()).isNull();
        assertThat(ran.result().outputs())
                .containsEntry("successful", List.of("a", "b"))
                .containsEntry("failed", List.of())
                .containsEntry("cancelled", List.of())
                .containsEntry("tokens_used", 8L)
                .containsEntry("total_retries", 2L)
                .containsEntry("duration_ms", 3_000L)
                .containsEntry(
                        "parallel_results",
                        Map.of(
                                "a", Map.of("response", "ok", "tokens_used", 7, "retries", 2),
                                "b", Map.of("response", "R-b", "tokens_used", 1, "retries", 0)));
        assertThat(runner.pauses()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(ran.result().usage().tokens()).isEqualTo(8);
    }

    @Test
    void itsAnswerIsInTheOrderOfTheFileWhateverTheOrderInWhichItsStepsEnd() {
        Milestones milestones = new Milestones();
        ScriptedStep.script("p/a", milestones.endsAfter("p/b"));
        ScriptedStep.script("p/b", milestones.endsAfter("p/c"));

        Ran ran =
                runner.run(
                        """
                        name: W
                        outputs: [parallel_results, successful]
                        steps:
                          - id: p
                            type: parallel
                            params:
                              steps:
                                - {id: a, type: scripted}
                                - {id: b, type: scripted}
                                - {id: c, type: scripted}
                            outputs: [parallel_results, successful]
                        """,
                        Map.of(),
                        milestones.options());

        assertThat(ran.output("successful")).isEqualTo(List.of("a", "b", "c"));
        assertThat(((Map<?, ?>) ran.output("parallel_results")).keySet())
                .map(String::valueOf)
                .containsExactly("a", "b", "c");
    }

    @Test
    void anEmptyBlockSucceeds() {
        Ran ran =
                runner.run(
                        """
                        name: W
                        outputs: [parallel_results, tokens_used]
                        steps:
                          - id: p
                            type: parallel
                            params: {steps: []}
                            outputs: [parallel_results, tokens_used]
                        """);

        assertThat(ran.result().outputs())
                .containsEntry("parallel_results", Map.of())
                .containsEntry("tokens_used", 0);
    }

    @Test
    void unknownAndCircularDependenciesInTheBlockAreFoundBeforeAnythingRuns() {
        String block =
                """
                name: W
                steps:
                  - id: p
                    type: parallel
                    params:
                      steps:
                        - {id: a, type: scripted, depends_on: %s}
                        - {id: b, type: scripted, depends_on: a}
                """;

        assertThat(runner.errors(block.formatted("nobody")))
                .singleElement()
                .asString()
                .contains("nobody");
        assertThat(runner.errors(block.formatted("b")))
                .singleElement()
                .asString()
                .contains("a", "b");
    }

    @Test
    void itsStepsBindTheirOutputsByTheSameRuleAsOthers() {
        ScriptedStep.script("p/a", Scripts.answers(Map.of("own_a", "v", "response", "R")));
        ScriptedStep.script("p/b", Scripts.answers(Map.of("stdout", "S")));

        Ran ran =
                runner.run(
                        """
                        name: W
                        outputs: [own_a, mine, out]
                        steps:
                          - id: p
                            type: parallel
                            params:
                              steps:
                                - {id: a, type: scripted, outputs: [own_a, mine]}
                                - {id: b, type: scripted, outputs: [out]}
                        """);

        assertThat(ran.result().outputs())
                .containsEntry("own_a", "v")
                .containsEntry("mine", "R")
                .containsEntry("out", "S");
    }

    @Test
    void aStepOfTheBlockSeesWhatThoseItDependsOnGave() {
        ScriptedStep.script("p/b", call -> call.variable("va") + " and " + call.variable("start"));

        Ran ran =
                runner.run(
                        """
                        name: W
                        inputs: {start: {type: string, required: true}}
                        outputs: [vb]
                        steps:
                          - id: p
                            type: parallel
                            params:
                              steps:
                                - {id: b, type: scripted, outputs: [vb], depends_on: [a]}
                                - {id: a, type: scripted, outputs: [va]}
                        """,
                        Map.of("start", "S"));

        assertThat(ran.output("vb")).isEqualTo("R-a and S");
    }

    @Test
    void conditionsInTheBlockHoldAndASkippedStepDoesNotHoldOthersBack() {
        Ran ran =
                runner.run(
                        """
                        name: W
                        inputs: {mode: {type: string, required: true}}
                        outputs: [va, vb]
                        steps:
                          - id: p
                            type: parallel
                            params:
                              steps:
                                - id: a
                                  type: scripted
                                  outputs: [va]
                                  condition: {field: mode, operator: equals, value: full}
                                - {id: b, type: scripted, outputs: [vb], depends_on: a}
                        """,
                        Map.of("mode", "short"));

        assertThat(step(ran, "p/a").status()).isEqualTo(StepStatus.SKIPPED);
        assertThat(ran.result().outputs()).doesNotContainKey("va").containsEntry("vb", "R-b");
    }
}
