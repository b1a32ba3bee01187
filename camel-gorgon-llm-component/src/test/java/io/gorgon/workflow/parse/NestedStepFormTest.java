package io.gorgon.workflow.parse;

import static io.gorgon.workflow.parse.Parsing.errors;
import static io.gorgon.workflow.parse.Parsing.parse;
import static io.gorgon.workflow.parse.Parsing.placedErrors;
import static io.gorgon.workflow.parse.Parsing.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.model.Workflow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NestedStepFormTest {
    @Test
    void idsOfDifferentListsMayBeTheSame() {
        assertThat(
                        errors(
                                "{name: t, steps: [{id: a, type: parallel, params: {steps: [{id: a,"
                                        + " type: checkpoint}]}}]}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "llm, prompt",
        "claude_code, prompt",
        "openai, prompt",
        "shell, command",
        "approval, prompt",
        "parallel, steps"
    })
    void aParameterThatATypeNeedsIsAskedFor(String type, String param) {
        String message = "Step 'a': " + type + " step requires '" + param + "'";
        assertThat(errors("{name: t, steps: [{id: a, type: " + type + "}]}"))
                .containsExactly(message);
        assertThat(errors("{name: t, steps: [{id: a, type: " + type + ", params: {}}]}"))
                .containsExactly(message);
        assertThat(errors("{name: t, steps: [{id: a, type: " + type + ", params: null}]}"))
                .containsExactly(message);
    }

    @Test
    void ofAlternativesOneHasToBeThere() {
        assertThat(errors("{name: t, steps: [{id: a, type: branch, params: {else: []}}]}"))
                .containsExactly(
                        "Step 'a': branch step requires exactly one of: 'condition' with 'then',"
                                + " 'cases'");
    }

    @Test
    void aParameterOfTheWrongKindIsTold() {
        assertThat(
                        placedErrors(
                                """
                                name: t
                                steps:
                                  - id: a
                                    type: llm
                                    params:
                                      prompt: hi
                                      max_tokens: "many"
                                """))
                .containsExactly(
                        "7:19: Step 'a': 'max_tokens' must be a whole number, but is the text"
                                + " 'many'");
    }

    @Test
    void theListOfAnApprovalsPreviewIsAList() {
        assertThat(
                        errors(
                                "{name: t, steps: [{id: a, type: approval, params: {prompt: ok,"
                                        + " preview_from: x}}]}"))
                .containsExactly("Step 'a': 'preview_from' must be a list of step IDs");
    }

    @Test
    void aWorkflowInAWorkflowIsAStep() {
        assertThat(
                        errors(
                                "{name: t, steps: [{id: a, type: sub_workflow, params: {workflow:"
                                        + " other}}]}"))
                .isEmpty();
    }

    @Test
    void aValueThatIsNotAmongThoseThatAreAllowedIsTold() {
        assertThat(
                        errors(
                                "{name: t, steps: [{id: a, type: fan_in, params: {input: [1],"
                                        + " aggregation: concatt}}]}"))
                .containsExactly(
                        "Step 'a': 'aggregation' cannot be 'concatt'; did you mean 'concat'?");
    }

    @Test
    void stepsInStepsAreCheckedByTheSameRules() {
        String text =
                """
                name: t
                steps:
                  - id: both
                    type: parallel
                    params:
                      steps:
                        - id: one
                          type: llm
                          max_retries: -1
                        - type: checkpoint
                  - id: each
                    type: fan_out
                    params:
                      items: [1]
                      step_template:
                        type: nonsens
                """;
        assertThat(placedErrors(text))
                .satisfiesExactly(
                        one ->
                                assertThat(one)
                                        .isEqualTo(
                                                "7:11: Step 'both.one': llm step requires"
                                                        + " 'prompt'"),
                        two ->
                                assertThat(two)
                                        .isEqualTo(
                                                "9:24: Step 'both.one': max_retries must be a"
                                                        + " non-negative integer"),
                        three ->
                                assertThat(three)
                                        .isEqualTo(
                                                "10:11: Step 2 of 'both': missing required field"
                                                        + " 'id'"),
                        four ->
                                assertThat(four)
                                        .startsWith("16:15: Step 'each.item': invalid type"));
    }

    @Test
    void theStepOfATemplateHasAnIdByItself() {
        Workflow workflow =
                parse(
                        """
                        name: t
                        steps:
                          - id: each
                            type: map_reduce
                            params:
                              items: [1]
                              map_step: {type: llm, params: {prompt: "${item}"}}
                              reduce_step: {type: concat, params: {separator: ","}}
                        """);
        Step step = workflow.steps().get(0);
        assertThat(step.block("map_step")).extracting(Step::id).containsExactly("map");
        assertThat(step.block("reduce_step"))
                .extracting(Step::id, Step::type)
                .containsExactly(tuple("reduce", "concat"));
        assertThat(step.params().has("map_step")).isTrue();
    }

    @Test
    void theStepThatReducesAsksAModelWhenItDoesNotSayMore() {
        Step step =
                parse(
                                """
                                name: t
                                steps:
                                  - id: each
                                    type: map_reduce
                                    params:
                                      items: [1]
                                      map_step: {type: llm, params: {prompt: "${item}"}}
                                      reduce_step: {params: {prompt: "${map_results}"}}
                                """)
                        .steps()
                        .get(0);
        assertThat(step.block("reduce_step").get(0).type()).isEqualTo("claude_code");
    }

    @Test
    void theCasesOfABranchHaveListsOfTheirOwn() {
        Step step =
                parse(
                                """
                                name: t
                                inputs: {kind: string}
                                steps:
                                  - id: choose
                                    type: branch
                                    params:
                                      cases:
                                        - when: {field: kind, operator: equals, value: a}
                                          steps: [{id: x, type: checkpoint}]
                                        - when: {field: kind, operator: equals, value: b}
                                          steps: [{id: x, type: checkpoint}]
                                """)
                        .steps()
                        .get(0);
        assertThat(step.blocks()).containsOnlyKeys("cases/0/steps", "cases/1/steps");
    }

    @Test
    void aCallbackIsAStepThatSendsToAnEndpoint() {
        Step fallback =
                parse(
                                step(
                                        "on_failure: fallback",
                                        "fallback: {type: callback, callback: 'direct:repair'}"))
                        .steps()
                        .get(0)
                        .fallback()
                        .step();
        assertThat(fallback.type()).isEqualTo("to");
        assertThat(fallback.text("uri")).isEqualTo("direct:repair");
    }
}
