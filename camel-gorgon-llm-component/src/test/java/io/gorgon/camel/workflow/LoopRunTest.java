package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.StepResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoopRunTest {

    private final WorkflowRunner runner = WorkflowRunner.withMock();
    private final List<String> rounds = new ArrayList<>();

    @BeforeEach
    void writeDownRounds() {
        for (int i = 1; i <= 12; i++) {
            int round = i;
            ScriptedStep.script(
                    "l#" + i + "/w",
                    call -> {
                        rounds.add(
                                call.variable("loop_index")
                                        + " "
                                        + call.variable("loop_iteration")
                                        + " "
                                        + call.variable("item"));
                        return String.valueOf(round);
                    });
        }
    }

    @AfterEach
    void close() {
        runner.close();
    }

    private Ran loop(String how, Map<String, Object> inputs) {
        return runner.run(
                """
                name: W
                inputs: {n: {type: any, required: false}, loop_index: {type: string, default: mine}}
                outputs: [v, iterations, loop_index, loop_iteration]
                steps:
                  - id: l
                    type: loop
                    params:
                      %s
                      steps:
                        - {id: w, type: scripted, outputs: [v]}
                    outputs: [iterations]
                """
                        .replace(
                                "type: any",
                                inputs.get("n") instanceof List ? "type: list" : "type: integer")
                        .formatted(how),
                inputs);
    }

    @Test
    void aNumberOfRoundsIsCounted() {
        Ran ran = loop("count: 3", Map.of());

        assertThat(rounds).containsExactly("0 1 null", "1 2 null", "2 3 null");
        assertThat(ran.output("v")).isEqualTo("3");
        assertThat(ran.output("iterations")).isEqualTo(3);
        assertThat(ran.result().steps())
                .extracting(StepResult::path)
                .containsExactly("l#1/w", "l#2/w", "l#3/w", "l");
    }

    @Test
    void theNumberMayComeFromAVariable() {
        loop("count: \"${n}\"", Map.of("n", 2));

        assertThat(rounds).hasSize(2);
    }

    @Test
    void noRoundsAreFine() {
        Ran ran = loop("count: 0", Map.of());

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(ran.output("iterations")).isEqualTo(0);
    }

    @Test
    void itGoesOnWhileAConditionHolds() {
        Ran ran = loop("while: {field: loop_index, operator: less_than, value: 4}", Map.of());

        assertThat(rounds).hasSize(4);
        assertThat(ran.output("iterations")).isEqualTo(4);
    }

    @Test
    void itGoesOnUntilAConditionHoldsAndLooksAtItAfterEachRound() {
        loop("until: {field: v, operator: equals, value: 3}", Map.of());

        assertThat(rounds).hasSize(3);
    }

    @Test
    void aConditionThatNeverChangesEndsAtTheMaximum() {
        loop("while: {field: loop_index, operator: greater_than, value: -1}", Map.of());

        assertThat(rounds).hasSize(10);
    }

    @Test
    void theMaximumMayBeSet() {
        loop(
                "max_iterations: 2\n      until: {field: v, operator: equals, value: never}",
                Map.of());

        assertThat(rounds).hasSize(2);
    }

    @Test
    void eachItemOfAListHasItsRound() {
        loop("for_each: \"${n}\"", Map.of("n", List.of("a", "b")));

        assertThat(rounds).containsExactly("0 1 a", "1 2 b");
    }

    @Test
    void variablesOfTheLoopAreAsBeforeAfterIt() {
        Ran ran = loop("count: 2", Map.of());

        assertThat(ran.output("loop_index")).isEqualTo("mine");
        assertThat(ran.result().outputs()).doesNotContainKey("loop_iteration");
    }

    @Test
    void noLoopHasMoreThanAThousandRounds() {
        Ran counted = loop("count: \"${n}\"", Map.of("n", 1001));
        assertThat(counted.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(counted.result().error()).contains("1000");
        assertThat(rounds).isEmpty();
    }

    @Test
    void aListOfMoreThanAThousandItemsIsRefusedToo() {
        Ran listed =
                loop("for_each: \"${n}\"", Map.of("n", IntStream.range(0, 1001).boxed().toList()));

        assertThat(listed.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(rounds).isEmpty();
    }

    @Test
    void whatIsNoNumberFailsTheStepInAPlainSentence() {
        Ran ran =
                runner.run(
                        """
                        name: W
                        inputs: {n: {type: string, required: true}}
                        steps:
                          - id: l
                            type: loop
                            params: {count: "${n}", steps: [{id: w, type: scripted}]}
                        """,
                        Map.of("n", "many"));

        assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(ran.result().error()).contains("many").doesNotContain("org.apache", "java.");
    }

    @Test
    void aFailureEndsTheLoop() {
        ScriptedStep.script("l#2/w", Scripts.throwing(new IllegalArgumentException("boom")));

        Ran ran = loop("count: 5", Map.of());

        assertThat(ran.result().error()).startsWith("Step 'l").contains("boom");
        assertThat(rounds).hasSize(1);
        assertThat(ran.output("v")).isNull();
    }

    @Test
    void loopsInsideEachOtherCountForThemselves() {
        List<String> seen = new ArrayList<>();
        for (String path : List.of("o#1/i#1/w", "o#1/i#2/w", "o#2/i#1/w", "o#2/i#2/w")) {
            ScriptedStep.script(
                    path,
                    call -> {
                        seen.add(call.variable("item") + " " + call.variable("loop_index"));
                        return "x";
                    });
        }
        for (String path : List.of("o#1/after", "o#2/after")) {
            ScriptedStep.script(
                    path,
                    call -> {
                        seen.add(
                                "after "
                                        + call.variable("item")
                                        + " "
                                        + call.variable("loop_index"));
                        return "x";
                    });
        }

        Ran ran =
                runner.run(
                        """
                        name: W
                        steps:
                          - id: o
                            type: loop
                            params:
                              for_each: [a, b]
                              steps:
                                - id: i
                                  type: loop
                                  params: {count: 2, steps: [{id: w, type: scripted}]}
                                - {id: after, type: scripted}
                        """);

        assertThat(ran.result().error()).isNull();
        assertThat(seen).containsExactly("a 0", "a 1", "after a 0", "b 0", "b 1", "after b 1");
    }

    @Test
    void theMaximumOfALoopIsItsOwn() {
        Ran ran =
                runner.run(
                        """
                        name: W
                        outputs: [few]
                        steps:
                          - id: o
                            type: loop
                            params:
                              count: 3
                              steps:
                                - {id: before, type: scripted}
                                - id: i
                                  type: loop
                                  params:
                                    max_iterations: 2
                                    while: {field: loop_index, operator: less_than, value: 9}
                                    steps: [{id: w, type: scripted}]
                          - id: last
                            type: loop
                            params:
                              max_iterations: 2
                              until: {field: loop_index, operator: equals, value: 9}
                              steps: [{id: w, type: scripted}]
                            outputs: [few]
                        """);

        assertThat(ran.result().error()).isNull();
        assertThat(ran.result().steps()).filteredOn(it -> it.path().endsWith("/w")).hasSize(8);
    }

    @Test
    void aRoundWhoseLastStepIsSkippedDoesNotSkipTheLoop() {
        Ran ran =
                runner.run(
                        """
                        name: W
                        outputs: [v]
                        steps:
                          - id: l
                            type: loop
                            params:
                              count: 2
                              steps:
                                - {id: w, type: scripted, outputs: [v]}
                                - {id: x, type: scripted, condition: {field: v, operator: equals, value: no}}
                        """);

        assertThat(ran.output("v")).isEqualTo("2");
    }
}
