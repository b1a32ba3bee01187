package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.StepResult;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NestedStepsTest {

    private final WorkflowRunner runner = WorkflowRunner.withMock();
    private final Milestones milestones = new Milestones();

    @AfterEach
    void close() {
        runner.close();
    }

    private static List<String> paths(Ran ran) {
        return ran.result().steps().stream().map(StepResult::path).toList();
    }

    @Test
    void stepsMayBeCalledLikeThePartsOfTheStepsAroundThem() {
        Ran ran =
                runner.run(
                        """
                        name: W
                        outputs: [l, p]
                        steps:
                          - id: again
                            type: loop
                            params: {count: 2, steps: [{id: round, type: scripted, outputs: [l]}]}
                          - id: both
                            type: parallel
                            params:
                              steps:
                                - {id: workers, type: scripted, outputs: [p]}
                                - {id: join, type: scripted}
                        """);

        assertThat(ran.result().outputs()).isEqualTo(Map.of("l", "R-round", "p", "R-workers"));
        assertThat(paths(ran)).contains("again#2/round", "both/workers", "both/join");
    }

    @Test
    void aFanOutInAParallelBlockPublishesItsResults() {
        Ran ran =
                runner.run(
                        """
                        name: W
                        outputs: [all, seen]
                        steps:
                          - id: p
                            type: parallel
                            params:
                              steps:
                                - id: f
                                  type: fan_out
                                  params: {items: [a, b], step_template: {type: scripted}}
                                  outputs: [all]
                                - id: after
                                  type: set
                                  depends_on: f
                                  params: {seen: "${all}"}
                        """);

        assertThat(ran.result().error()).isNull();
        assertThat(ran.output("all")).isEqualTo(List.of("R-f[0]", "R-f[1]"));
        assertThat(ran.output("seen")).isEqualTo(List.of("R-f[0]", "R-f[1]"));
        assertThat(paths(ran)).contains("p/f[0]", "p/f[1]", "p/f", "p/after", "p");
    }

    @Test
    void aFanOutInAFanOutKeepsTheOrderOfBoth() {
        ScriptedStep.script("f[0][0]", milestones.endsAfter("f[1]"));
        ScriptedStep.script("f[0][1]", milestones.endsAfter("f[1]"));

        Ran ran =
                runner.run(
                        """
                        name: W
                        outputs: [all, detailed_results]
                        steps:
                          - id: f
                            type: fan_out
                            params:
                              items: [[1, 2, 3], [4, 5]]
                              step_template:
                                type: fan_out
                                outputs: [inner]
                                params: {items: "${item}", step_template: {type: scripted}}
                            outputs: [all, detailed_results]
                        """,
                        Map.of(),
                        milestones.options());

        assertThat(ran.result().error()).isNull();
        assertThat(ran.output("all"))
                .isEqualTo(
                        List.of(
                                List.of("f[0][0]", "f[0][1]", "R-f[0][2]"),
                                List.of("R-f[1][0]", "R-f[1][1]")));
        assertThat((List<?>) ran.output("detailed_results"))
                .map(detail -> ((Map<?, ?>) detail).get("item"))
                .isEqualTo(List.of(List.of(1, 2, 3), List.of(4, 5)));
    }

    @Test
    void aLoopInAFanOutCountsForEachItemByItself() {
        Ran ran =
                runner.run(
                        """
                        name: W
                        outputs: [all]
                        steps:
                          - id: f
                            type: fan_out
                            params:
                              items: [3, 1, 2]
                              step_template:
                                type: loop
                                outputs: [iterations]
                                params: {count: "${item}", steps: [{id: w, type: scripted}]}
                            outputs: [all]
                        """);

        assertThat(ran.result().error()).isNull();
        assertThat(ran.output("all")).isEqualTo(List.of(3, 1, 2));
        assertThat(paths(ran)).contains("f[0]#3/w", "f[1]#1/w", "f[2]#2/w");
    }

    @Test
    void aParallelBlockInALoopSeesWhatTheRoundBeforeGave() {
        for (int round = 1; round <= 3; round++) {
            ScriptedStep.script("l#" + round + "/p/a", call -> call.variable("v") + "a");
            ScriptedStep.script("l#" + round + "/p/b", call -> call.variable("v") + "b");
        }

        Ran ran =
                runner.run(
                        """
                        name: W
                        inputs: {v: {type: string, default: ""}}
                        outputs: [v]
                        steps:
                          - id: l
                            type: loop
                            params:
                              count: 3
                              steps:
                                - id: p
                                  type: parallel
                                  params:
                                    steps:
                                      - {id: a, type: scripted, outputs: [v]}
                                      - {id: b, type: scripted, outputs: [v], depends_on: a}
                        """);

        assertThat(ran.result().error()).isNull();
        assertThat(ran.output("v")).isEqualTo("ababab");
    }

    @Test
    void aWorkflowCalledForEachItemKeepsItsRunsApart() {
        runner.load(
                "child.yaml",
                """
                name: Child
                inputs: {q: {type: string, required: true}}
                outputs: [answer]
                steps:
                  - id: g
                    type: fan_out
                    params: {items: ["${q}1", "${q}2"], step_template: {type: set, outputs: [own], params: {own: "${item}"}}}
                    outputs: [parts]
                  - {id: join, type: fan_in, params: {input: "${parts}", separator: "+"}, outputs: [answer]}
                """,
                Set.of());

        Ran ran =
                runner.run(
                        """
                        name: W
                        outputs: [all]
                        steps:
                          - id: f
                            type: fan_out
                            params:
                              items: [a, b, c, d]
                              step_template:
                                type: sub_workflow
                                outputs: [answer]
                                params: {workflow: child, inputs: {q: "${item}"}}
                            outputs: [all]
                        """);

        assertThat(ran.result().error()).isNull();
        assertThat(ran.output("all")).isEqualTo(List.of("a1+a2", "b1+b2", "c1+c2", "d1+d2"));
        assertThat(paths(ran)).contains("f[2]/g[1]", "f[3]/join");
    }

    @Test
    void anItemWhoseFallbackIsAStepStillKnowsItsItem() {
        ScriptedStep.script("f[1]", Scripts.alwaysFails());
        ScriptedStep.script("f[1]/spare", call -> "spare for " + call.variable("item"));

        Ran ran =
                runner.run(
                        """
                        name: W
                        outputs: [all]
                        steps:
                          - id: f
                            type: fan_out
                            params:
                              items: [a, b]
                              step_template:
                                type: scripted
                                max_retries: 0
                                on_failure: fallback
                                fallback: {type: alternate_step, step: {id: spare, type: scripted}}
                            outputs: [all]
                        """);

        assertThat(ran.output("all")).isEqualTo(List.of("R-f[0]", "spare for b"));
    }

    @Test
    void aContainerThatFailedInAnItemFailsOnlyThatItem() {
        ScriptedStep.script("f[1]/x", Scripts.alwaysFails());

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
                              step_template:
                                type: parallel
                                outputs: [vy]
                                params:
                                  fail_fast: true
                                  steps:
                                    - {id: x, type: scripted, max_retries: 0}
                                    - {id: y, type: scripted, outputs: [vy]}
                            outputs: [all]
                        """);

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        List<?> all = (List<?>) ran.output("all");
        assertThat(all.get(0)).isEqualTo("R-y");
        assertThat(String.valueOf(all.get(1))).contains("error").contains("boom");
        assertThat(all.get(2)).isEqualTo("R-y");
    }

    @Test
    void branchesTakeOneOfTheirWays() {
        String yaml =
                """
                name: W
                inputs: {n: {type: integer, required: true}}
                outputs: [v, branch_taken]
                steps:
                  - id: b
                    type: branch
                    outputs: [branch_taken]
                    params:
                      cases:
                        - when: {field: n, operator: less_than, value: 10}
                          steps: [{id: small, type: scripted, outputs: [v]}]
                        - when: {field: n, operator: less_than, value: 100}
                          steps: [{id: middle, type: scripted, outputs: [v]}]
                      default: [{id: large, type: scripted, outputs: [v]}]
                """;
        String address = runner.load("w.yaml", yaml, Set.of());

        for (Map.Entry<Integer, String> each :
                Map.of(5, "R-small", 50, "R-middle", 500, "R-large").entrySet()) {
            Ran ran = runner.send(address, Map.of("n", each.getKey()), Map.of(), runner.options());
            assertThat(ran.output("v")).isEqualTo(each.getValue());
            assertThat(ran.output("branch_taken")).isNotNull();
        }
    }

    @Test
    void aBranchWhoseConditionDoesNotHoldAndThatHasNoElseDoesNothing() {
        Ran ran =
                runner.run(
                        """
                        name: W
                        inputs: {n: {type: integer, required: true}}
                        steps:
                          - id: b
                            type: branch
                            params:
                              condition: {field: n, operator: equals, value: 1}
                              then: [{id: x, type: scripted}]
                          - {id: last, type: scripted}
                        """,
                        Map.of("n", 2));

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(paths(ran)).containsExactly("b", "last");
    }
}
