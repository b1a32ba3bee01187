package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.StepResult;
import io.gorgon.workflow.run.StepStatus;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DependencyOrderTest {

    private final WorkflowRunner runner = WorkflowRunner.withMock();
    private final Milestones milestones = new Milestones();

    @AfterEach
    void close() {
        runner.close();
    }

    private static Map<String, StepStatus> statuses(Ran ran) {
        return ran.result().steps().stream()
                .collect(Collectors.toMap(StepResult::path, StepResult::status));
    }

    private static List<String> paths(Ran ran) {
        return ran.result().steps().stream().map(StepResult::path).toList();
    }

    @Test
    void oneAfterTheOtherADependencyThatStandsLaterIsSaidBeforeAnythingRuns() {
        String yaml =
                """
                name: W
                steps:
                  - {id: b, type: scripted, depends_on: a}
                  - {id: a, type: scripted}
                """;

        assertThat(runner.read("w.yaml", yaml, Set.of()).problems())
                .anySatisfy(problem -> assertThat(problem.message()).contains("depends"));
        assertThat(paths(runner.run(yaml))).containsExactly("b", "a");
    }

    @Test
    void aDiamondRunsItsSidesAtTheSameTimeAndItsEndSeesAll() {
        ScriptedStep.script("b", milestones.endsAfterBeginOf("c"));
        ScriptedStep.script("c", milestones.endsAfterBeginOf("b"));
        ScriptedStep.script(
                "d",
                call ->
                        call.variable("va")
                                + ","
                                + call.variable("vb")
                                + ","
                                + call.variable("vc"));

        Ran ran =
                runner.run(
                        """
                        name: W
                        settings: {auto_parallel: true}
                        outputs: [vd]
                        steps:
                          - {id: d, type: scripted, depends_on: [b, c], outputs: [vd]}
                          - {id: b, type: scripted, depends_on: a, outputs: [vb]}
                          - {id: c, type: scripted, depends_on: a, outputs: [vc]}
                          - {id: a, type: scripted, outputs: [va]}
                        """,
                        Map.of(),
                        milestones.options());

        assertThat(ran.result().error()).isNull();
        assertThat(ran.output("vd")).isEqualTo("R-a,b,c");
        assertThat(paths(ran)).startsWith("a").endsWith("d");
    }

    @Test
    void aStepStartsWhenItsOwnDependenciesAreDoneAndNotWhenALevelIs() {
        ScriptedStep.script("slow", milestones.endsAfter("of_quick_of_quick"));

        Ran ran =
                runner.run(
                        """
                        name: W
                        settings: {auto_parallel: true}
                        steps:
                          - {id: slow, type: scripted}
                          - {id: quick, type: scripted}
                          - {id: of_quick, type: scripted, depends_on: quick}
                          - {id: of_quick_of_quick, type: scripted, depends_on: of_quick}
                          - {id: of_slow, type: scripted, depends_on: slow}
                        """,
                        Map.of(),
                        milestones.options());

        assertThat(ran.result().error()).isNull();
        assertThat(paths(ran))
                .containsExactly("quick", "of_quick", "of_quick_of_quick", "slow", "of_slow");
    }

    @Test
    void theSameHoldsInsideAParallelBlock() {
        ScriptedStep.script("p/slow", milestones.endsAfter("p/third"));

        Ran ran =
                runner.run(
                        """
                        name: W
                        steps:
                          - id: p
                            type: parallel
                            params:
                              max_workers: 2
                              steps:
                                - {id: slow, type: scripted}
                                - {id: first, type: scripted}
                                - {id: second, type: scripted, depends_on: first}
                                - {id: third, type: scripted, depends_on: second}
                        """,
                        Map.of(),
                        milestones.options());

        assertThat(ran.result().error()).isNull();
        assertThat(paths(ran)).containsExactly("p/first", "p/second", "p/third", "p/slow", "p");
    }

    @Test
    void aStepWaitsForThoseWhoseOutputsItReads() {
        ScriptedStep.script("fetch", milestones.endsAfter("other"));
        ScriptedModel model = new ScriptedModel(ScriptedModel::prompt);
        try (WorkflowRunner asking = WorkflowRunner.with(model)) {
            Ran ran =
                    asking.run(
                            """
                            name: W
                            settings: {auto_parallel: true}
                            outputs: [summary]
                            steps:
                              - {id: fetch, type: scripted, outputs: [text]}
                              - {id: sum, type: llm, params: {prompt: "Sum up ${text}"}, outputs: [summary]}
                              - {id: other, type: scripted}
                            """,
                            Map.of(),
                            milestones.options());

            assertThat(ran.output("summary")).isEqualTo("Sum up fetch");
        }
    }

    @Test
    void twoThatGiveTheSameVariableKeepTheirOrder() {
        Ran ran =
                runner.run(
                        """
                        name: W
                        settings: {auto_parallel: true}
                        outputs: [v]
                        steps:
                          - {id: first, type: scripted, outputs: [v]}
                          - {id: second, type: scripted, outputs: [v]}
                          - {id: third, type: scripted, outputs: [v]}
                        """);

        assertThat(ran.output("v")).isEqualTo("R-third");
        assertThat(paths(ran)).containsExactly("first", "second", "third");
    }

    @Test
    void circlesAndUnknownStepsAreFoundBeforeAnythingRuns() {
        String yaml =
                """
                name: W
                settings: {auto_parallel: true}
                steps:
                  - {id: a, type: scripted, depends_on: %s}
                  - {id: b, type: scripted, depends_on: a}
                """;

        assertThat(runner.errors(yaml.formatted("b")))
                .singleElement()
                .asString()
                .containsIgnoringCase("circular");
        assertThat(runner.errors(yaml.formatted("c"))).singleElement().asString().contains("'c'");
    }

    @Test
    void aFailureFailsTheRunAndWhatIsUnderWayIsFinishedAndKept() {
        ScriptedStep.script("a", Scripts.alwaysFails());
        ScriptedStep.script("b", milestones.endsAfter("a"));

        Ran ran =
                runner.run(
                        """
                        name: W
                        settings: {auto_parallel: true}
                        outputs: [vb, vc]
                        steps:
                          - {id: b, type: scripted, outputs: [vb]}
                          - {id: a, type: scripted, max_retries: 0}
                          - {id: c, type: scripted, depends_on: [a, b], outputs: [vc]}
                          - {id: d, type: scripted, depends_on: b}
                        """,
                        Map.of(),
                        milestones.options());

        assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(ran.result().error()).isEqualTo("Step 'a' failed: boom");
        assertThat(ran.result().outputs()).isEqualTo(Map.of("vb", "b"));
        assertThat(statuses(ran))
                .containsEntry("b", StepStatus.SUCCESS)
                .containsEntry("c", StepStatus.SKIPPED)
                .containsEntry("d", StepStatus.PENDING);
    }

    @Test
    void aSkippedFailureAndAConditionThatDoesNotHoldSatisfyThoseThatDependOnThem() {
        ScriptedStep.script("a", Scripts.alwaysFails());

        Ran ran =
                runner.run(
                        """
                        name: W
                        settings: {auto_parallel: true}
                        inputs: {mode: {type: string, required: true}}
                        outputs: [vc]
                        steps:
                          - {id: a, type: scripted, max_retries: 0, on_failure: skip}
                          - {id: b, type: scripted, condition: {field: mode, operator: equals, value: x}}
                          - {id: c, type: scripted, depends_on: [a, b], outputs: [vc]}
                        """,
                        Map.of("mode", "y"));

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(ran.output("vc")).isEqualTo("R-c");
        assertThat(statuses(ran)).containsEntry("b", StepStatus.SKIPPED);
    }
}
