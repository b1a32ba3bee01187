package io.gorgon.workflow.parse;

import static io.gorgon.workflow.parse.Parsing.errors;
import static io.gorgon.workflow.parse.Parsing.parse;
import static io.gorgon.workflow.parse.Parsing.placedWarnings;
import static io.gorgon.workflow.parse.Parsing.read;
import static io.gorgon.workflow.parse.Parsing.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.gorgon.workflow.model.OnFailure;
import io.gorgon.workflow.model.Step;
import io.gorgon.workflow.model.Workflow;
import io.gorgon.workflow.model.WorkflowOutput;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowFormTest {
    @Test
    void theSmallestWorkflowHasTheDefaultsOfTheLanguage() {
        Workflow workflow =
                parse("{name: t, steps: [{id: a, type: shell, params: {command: \"echo hi\"}}]}");
        assertThat(workflow.id()).isEqualTo("review");
        assertThat(workflow.version()).isEqualTo("1.0");
        assertThat(workflow.description()).isEmpty();
        assertThat(workflow.tokenBudget()).isEqualTo(100_000);
        assertThat(workflow.timeout()).isEqualTo(Duration.ofSeconds(3600));
        assertThat(workflow.inputs()).isEmpty();
        assertThat(workflow.outputs()).isEmpty();
        assertThat(workflow.settings().autoParallel()).isFalse();
        assertThat(workflow.settings().maxWorkers()).isEqualTo(4);
        assertThat(workflow.metadata().isMissingNode()).isTrue();
        Step step = workflow.steps().get(0);
        assertThat(step.text("command")).isEqualTo("echo hi");
        assertThat(step.onFailure()).isEqualTo(OnFailure.ABORT);
        assertThat(step.maxRetries()).isEqualTo(3);
        assertThat(step.timeout()).isEqualTo(Duration.ofSeconds(300));
        assertThat(step.outputs()).isEmpty();
        assertThat(step.dependsOn()).isEmpty();
        assertThat(step.condition()).isNull();
        assertThat(step.fallback()).isNull();
        assertThat(step.defaultOutput()).isEmpty();
        assertThat(step.circuitBreakerKey()).isNull();
        assertThat(step.place()).hasToString("/steps/0");
    }

    @Test
    void aMissingNameAndNoStepsAreTwoErrors() {
        assertThat(errors("{steps: []}"))
                .containsExactly(
                        "Missing required field: name", "Workflow must have at least one step");
    }

    @ParameterizedTest
    @ValueSource(strings = {"' '", "''", "5", "[a]", "null"})
    void aNameHasToBeATextThatIsNotBlank(String name) {
        assertThat(errors("{name: " + name + ", steps: [{id: a, type: checkpoint}]}"))
                .containsExactly("Field 'name' must be a non-empty string");
    }

    @Test
    void stepsAreNeededAndAreAList() {
        assertThat(errors("{name: t}")).containsExactly("Missing required field: steps");
        assertThat(errors("{name: t, steps: x}")).containsExactly("Field 'steps' must be a list");
    }

    @ParameterizedTest
    @CsvSource({
        "token_budget, 999, 1000",
        "token_budget, '''2000''', 1000",
        "token_budget, true, 1000",
        "timeout_seconds, 59, 60",
        "timeout_seconds, '''60''', 60"
    })
    void theLimitsOfAWorkflowHaveLimits(String field, String value, String minimum) {
        String steps = ", steps: [{id: a, type: checkpoint}]}";
        assertThat(errors("{name: t, " + field + ": " + value + steps))
                .containsExactly("Field '" + field + "' must be an integer >= " + minimum);
        assertThat(errors("{name: t, " + field + ": " + minimum + steps)).isEmpty();
    }

    @Test
    void inputsAreAMappingOrAList() {
        String steps = "\nsteps: [{id: a, type: checkpoint}]";
        assertThat(
                        parse("name: t\ninputs: {q: {required: true}, n: {type: number}}" + steps)
                                .inputs())
                .extracting("name", "required")
                .containsExactly(tuple("q", true), tuple("n", false));
        assertThat(parse("name: t\ninputs: [{name: q}]" + steps).inputs())
                .extracting("name")
                .containsExactly("q");
        assertThat(errors("name: t\ninputs: x" + steps))
                .singleElement()
                .asString()
                .startsWith("Field 'inputs' must be");
    }

    @Test
    void outputsOfAWorkflowAreNamesWithOrWithoutADescription() {
        String steps = "\ninputs: {x: {}, y: {}}\nsteps: [{id: a, type: checkpoint}]";
        assertThat(parse("name: t\noutputs: [x, {name: y, description: why}]" + steps).outputs())
                .containsExactly(new WorkflowOutput("x", ""), new WorkflowOutput("y", "why"));
        assertThat(errors("name: t\noutputs: x" + steps))
                .containsExactly("Field 'outputs' must be a list");
        assertThat(errors("name: t\noutputs: [1]" + steps))
                .containsExactly("All output names must be strings");
        assertThat(errors("name: t\noutputs: [{description: x}]" + steps))
                .containsExactly("All output names must be strings");
    }

    @Test
    void allProblemsAreInOneExceptionInTheOrderOfTheFile() {
        String text = "{steps: x, inputs: 5, outputs: [1], token_budget: 1}";
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(InvalidWorkflowException.class)
                .hasMessage(
                        "Workflow validation failed: "
                                + "review.gorgon.yaml:1:1: Missing required field: name; "
                                + "review.gorgon.yaml:1:9: Field 'steps' must be a list; "
                                + "review.gorgon.yaml:1:20: Field 'inputs' must be an object, from"
                                + " name to specification, or a list; "
                                + "review.gorgon.yaml:1:33: All output names must be strings; "
                                + "review.gorgon.yaml:1:51: Field 'token_budget' must be an integer"
                                + " >= 1000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing", "- a", "text", "name: [", "a: b: c"})
    void whatIsNoMappingIsInvalidYaml(String text) {
        assertThat(errors(text)).isNotEmpty().allMatch(error -> error.startsWith("Invalid YAML: "));
        assertThat(read(text).workflow()).isNull();
    }

    @Test
    void keysThatNobodyKnowsAreWarnedOf() {
        String text =
                """
                name: t
                version: 2
                tokenbudget: 5
                steps:
                  - id: a
                    type: llm
                    on_failur: skip
                    params:
                      promt: hi
                      prompt: hi
                """;
        assertThat(errors(text)).isEmpty();
        assertThat(placedWarnings(text))
                .containsExactly(
                        "3:1: unknown key 'tokenbudget' is ignored; did you mean 'token_budget'?",
                        "7:5: Step 'a': unknown key 'on_failur' is ignored; did you mean"
                                + " 'on_failure'?",
                        "9:7: Step 'a': unknown parameter 'promt' is ignored; did you mean"
                                + " 'prompt'?");
        assertThat(parse(text).version()).isEqualTo("2");
    }

    @Test
    void aKeyWithoutMeaningDoesNotHideWhatATypeFindsItself() {
        assertThat(
                        errors(
                                "{name: t, steps: [{id: a, type: to, params: {uri: 'file:${q}',"
                                        + " what: 1}}]}"))
                .singleElement()
                .asString()
                .startsWith("Step 'a': the endpoint is fixed");
    }

    @Test
    void whatIsEmptyCountsAsNotThere() {
        String text =
                """
                name: t
                inputs:
                outputs:
                settings:
                metadata:
                description:
                steps:
                  - id: a
                    type: checkpoint
                    params:
                    outputs:
                    fallback:
                    default_output:
                """;
        assertThat(read(text).problems()).isEmpty();
        assertThat(parse(text).settings().maxWorkers()).isEqualTo(4);
    }

    @Test
    void aStepThatIsNoMappingIsToldByItsNumber() {
        assertThat(errors("{name: t, steps: [{id: a, type: checkpoint}, x]}"))
                .containsExactly("Step 2 must be an object");
        assertThat(errors("{name: t, steps: [{id: a, type: parallel, params: {steps: [x]}}]}"))
                .containsExactly("Step 'a': Step 1 must be an object");
    }

    @Test
    void aWarningDoesNotKeepAWorkflowFromBeingRead() {
        assertThat(parse(step("whatever: 1")).steps()).hasSize(1);
        assertThat(read(step("whatever: 1")).warnings(false))
                .extracting(WorkflowProblem::severity)
                .isEqualTo(List.of(Severity.WARNING));
    }
}
