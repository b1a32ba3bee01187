package io.gorgon.workflow.parse;

import static io.gorgon.workflow.parse.Parsing.errors;
import static io.gorgon.workflow.parse.Parsing.placedErrors;
import static io.gorgon.workflow.parse.Parsing.placedWarnings;
import static io.gorgon.workflow.parse.Parsing.read;
import static io.gorgon.workflow.parse.Parsing.step;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WorkflowMeaningTest {
    @Test
    void aConditionIsCheckedWithAllItsProblems() {
        assertThat(errors(step("condition: {field: x}")))
                .hasSize(2)
                .anyMatch(error -> error.contains("condition missing 'operator'"))
                .anyMatch(error -> error.contains("condition missing 'value'"));
        assertThat(errors(step("condition: {operator: equals, value: 1}")))
                .singleElement()
                .asString()
                .startsWith("Step 'a': condition missing 'field'");
        assertThat(
                        errors(
                                "inputs: {x: string}\n"
                                        + step("condition: {field: x, operator: equals}")))
                .singleElement()
                .asString()
                .startsWith("Step 'a': condition missing 'value'");
        assertThat(
                        errors(
                                "inputs: {x: string}\n"
                                        + step("condition: {field: x, operator: not_empty}")))
                .isEmpty();
    }

    @Test
    void anOperatorThatNobodyKnowsStandsAtItsPlace() {
        assertThat(
                        placedErrors(
                                step(
                                        "condition:",
                                        "  field: a",
                                        "  operator: equal",
                                        "  value: 1")))
                .contains(
                        "7:17: Step 'a': invalid condition operator 'equal'; did you mean"
                                + " 'equals'?");
    }

    @Test
    void aConditionIsAnObject() {
        for (String condition : List.of("x", "null", "[]", "5")) {
            assertThat(errors(step("condition: " + condition)))
                    .singleElement()
                    .asString()
                    .startsWith("Step 'a': condition must be an object");
        }
    }

    @Test
    void aConditionAmongTheParametersIsReadInTheSameWay() {
        assertThat(
                        placedErrors(
                                """
                                name: t
                                inputs: {x: string}
                                steps:
                                  - id: a
                                    type: loop
                                    params:
                                      while: {field: x, operator: equal, value: 1}
                                      steps: [{id: b, type: checkpoint}]
                                """))
                .containsExactly(
                        "7:35: Step 'a': invalid condition operator 'equal'; did you mean"
                                + " 'equals'?");
    }

    @Test
    void anUnknownRoleStandsAtItsPlace() {
        assertThat(
                        placedErrors(
                                """
                                name: t
                                steps:
                                  - id: a
                                    type: llm
                                    params: {prompt: hi, role: reviwer}
                                """))
                .containsExactly(
                        "5:32: Step 'a': unknown role 'reviwer'; did you mean 'reviewer'?");
    }

    @Test
    void anUnknownStepAmongTheDependenciesStandsAtItsPlace() {
        assertThat(
                        placedErrors(
                                """
                                name: t
                                steps:
                                  - {id: plan, type: checkpoint}
                                  - id: b
                                    type: checkpoint
                                    depends_on: [plan, pln]
                                """))
                .containsExactly(
                        "6:24: Step 'b': depends_on names an unknown step 'pln'; did you mean"
                                + " 'plan'?");
    }

    @Test
    void stepsThatWaitForEachOtherAreAnError() {
        String steps =
                """
                steps:
                  - {id: a, type: checkpoint, depends_on: b}
                  - {id: b, type: checkpoint, depends_on: a}
                """;
        assertThat(placedErrors("name: t\n" + steps))
                .containsExactly("3:43: Circular dependency detected: a -> b -> a");
        assertThat(errors("name: t\nsettings: {auto_parallel: true}\n" + steps))
                .containsExactly("Circular dependency detected: a -> b -> a");
        assertThat(
                        errors(
                                "name: t\nsteps:\n  - {id: p, type: parallel, params: {steps: [{id:"
                                        + " x, type: checkpoint, depends_on: x}]}}\n"))
                .containsExactly("Circular dependency detected: x -> x");
    }

    @Test
    void stepsThatWaitForTheValuesOfEachOtherAreAnError() {
        assertThat(
                        errors(
                                """
                                name: t
                                settings: {auto_parallel: true}
                                steps:
                                  - {id: a, type: llm, params: {prompt: "${y}"}, outputs: x}
                                  - {id: b, type: llm, params: {prompt: "${x}"}, outputs: y}
                                """))
                .containsExactly("Circular dependency detected: a -> b -> a");
    }

    @Test
    void aDependencyAgainstTheOrderOfTheFileIsAWarning() {
        String steps =
                """
                steps:
                  - {id: b, type: checkpoint, depends_on: a}
                  - {id: a, type: checkpoint}
                """;
        assertThat(placedWarnings("name: t\n" + steps))
                .singleElement()
                .asString()
                .startsWith("3:43: Step 'b': depends_on names 'a', which comes later;");
        assertThat(read("name: t\nsettings: {auto_parallel: true}\n" + steps).problems()).isEmpty();
    }

    @Test
    void anOutputThatNothingGivesIsAWarningOrAnErrorForThoseWhoWantToBeSure() {
        ParsedWorkflow parsed =
                read(
                        """
                        name: t
                        outputs: [plan, plann]
                        steps:
                          - {id: a, type: llm, params: {prompt: hi}, outputs: plan}
                        """);
        assertThat(parsed.errors(false)).isEmpty();
        assertThat(parsed.workflow()).isNotNull();
        assertThat(parsed.errors(true))
                .containsExactly(
                        new WorkflowProblem(
                                Parsing.FILE,
                                2,
                                17,
                                Severity.STRICT,
                                "no step or input gives the output 'plann'; did you mean 'plan'?"));
    }

    @Test
    void anOutputThatAProgramDoesNotNameIsAWarning() {
        assertThat(
                        placedWarnings(
                                """
                                name: t
                                steps:
                                  - id: a
                                    type: shell
                                    params: {command: ls}
                                    outputs: [text, returncode, other]
                                """))
                .singleElement()
                .asString()
                .startsWith("6:33: Step 'a': the output 'other' has a value only if");
    }

    @Test
    void aWrongInputStandsAtItsPlace() {
        assertThat(
                        placedErrors(
                                """
                                name: t
                                inputs:
                                  n: {type: numbr}
                                steps:
                                  - {id: a, type: checkpoint}
                                """))
                .singleElement()
                .asString()
                .startsWith("3:13: Input 'n': unknown type 'numbr'; did you mean 'number'?");
    }

    @Test
    void whatSaysWhatBecomesOfDoubtWhereThereIsNoneIsAWarning() {
        assertThat(
                        placedWarnings(
                                """
                                name: t
                                steps:
                                  - id: a
                                    type: set
                                    params: {x: 1}
                                    on_in_doubt: ask
                                """))
                .containsExactly(
                        "6:5: Step 'a': 'on_in_doubt' has no effect: nothing that a step of type"
                                + " set does can be in doubt");
    }

    @Test
    void ofAStepAroundOthersItHoldsForThose() {
        assertThat(
                        placedWarnings(
                                """
                                name: t
                                steps:
                                  - id: a
                                    type: parallel
                                    params: {steps: [{id: b, type: llm, params: {prompt: Hi}}]}
                                    on_in_doubt: ask
                                """))
                .isEmpty();
    }

    @Test
    void whatDoesNothingOnAFailureIsAWarning() {
        assertThat(placedWarnings(step("on_failure: fallback")))
                .singleElement()
                .asString()
                .startsWith("5:17: Step 'a': without a 'fallback', on_failure: fallback is");
        assertThat(placedWarnings(step("fallback: {value: 1}")))
                .singleElement()
                .asString()
                .startsWith("5:5: Step 'a': 'fallback' is not used");
        assertThat(placedWarnings(step("on_failure: continue_with_default")))
                .singleElement()
                .asString()
                .startsWith("5:17: Step 'a': without a 'default_output'");
    }

    @Test
    void aFallbackHasWhatItsTypeNeeds() {
        assertThat(errors(step("on_failure: fallback", "fallback: {}")))
                .containsExactly("Step 'a': a fallback of type default_value requires 'value'");
        assertThat(errors(step("on_failure: fallback", "fallback: {type: alternate_step}")))
                .containsExactly("Step 'a': a fallback of type alternate_step requires 'step'");
        assertThat(errors(step("on_failure: fallback", "fallback: {type: callback}")))
                .containsExactly("Step 'a': a fallback of type callback requires 'callback'");
        assertThat(errors(step("on_failure: fallback", "fallback: {type: callbak}")))
                .contains("Step 'a': invalid fallback type 'callbak'; did you mean 'callback'?");
        assertThat(
                        errors(
                                step(
                                        "on_failure: fallback",
                                        "fallback: {type: callback, callback: here}")))
                .singleElement()
                .asString()
                .contains("must be the address of a Camel endpoint");
    }

    @Test
    void theStepOfAFallbackIsAStepLikeOthers() {
        assertThat(
                        placedErrors(
                                step(
                                        "on_failure: fallback",
                                        "fallback:",
                                        "  step: {type: llm, params: {prompt: '${x}'}}")))
                .singleElement()
                .asString()
                .startsWith("7:43: Step 'a.fallback': unknown variable 'x' in prompt");
    }

    @Test
    void whatATypeFindsItselfStandsAtItsPlace() {
        assertThat(
                        placedErrors(
                                """
                                name: t
                                inputs: {q: string}
                                steps:
                                  - id: a
                                    type: to
                                    params:
                                      uri: "file:${q}"
                                """))
                .singleElement()
                .asString()
                .startsWith("7:12: Step 'a': the endpoint is fixed");
    }
}
