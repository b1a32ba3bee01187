package io.gorgon.workflow.parse;

import static io.gorgon.workflow.parse.Parsing.errors;
import static io.gorgon.workflow.parse.Parsing.placedErrors;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class VariableMeaningTest {
    @Test
    void anUnknownVariableStandsAtItsPlaceInAText() {
        assertThat(
                        placedErrors(
                                """
                                name: t
                                inputs: {question: string}
                                steps:
                                  - id: a
                                    type: llm
                                    params:
                                      prompt: |
                                        Answer this:

                                        It says ${quesion}.
                                      system_prompt: "Für ${who}"
                                """))
                .containsExactly(
                        "10:17: Step 'a': unknown variable 'quesion' in prompt; did you mean"
                                + " 'question'?",
                        "11:27: Step 'a': unknown variable 'who' in system_prompt; declare it as an"
                                + " input, or as an output of a step before");
    }

    @Test
    void aTextThatIsFoldedIsToldByItsStart() {
        assertThat(
                        placedErrors(
                                """
                                name: t
                                steps:
                                  - id: a
                                    type: llm
                                    params:
                                      prompt: >
                                        Answer
                                        ${nothing}
                                """))
                .singleElement()
                .asString()
                .startsWith("6:15: Step 'a': unknown variable 'nothing' in prompt");
    }

    @Test
    void whereSeveralTextsReadAnUnknownVariableEachIsTold() {
        assertThat(
                        placedErrors(
                                """
                                name: t
                                steps:
                                  - id: a
                                    type: mcp_tool
                                    params:
                                      server: s
                                      tool: t
                                      arguments:
                                        path: ${x}
                                        list: [1, "${x}"]
                                """))
                .satisfiesExactly(
                        one ->
                                assertThat(one)
                                        .startsWith(
                                                "9:15: Step 'a': unknown variable 'x' in"
                                                        + " arguments.path"),
                        two ->
                                assertThat(two)
                                        .startsWith(
                                                "10:20: Step 'a': unknown variable 'x' in"
                                                        + " arguments.list.1"));
    }

    @Test
    void aBrokenTemplateStandsAtItsPlace() {
        assertThat(
                        placedErrors(
                                """
                                name: t
                                inputs: {a: string}
                                steps:
                                  - id: a
                                    type: llm
                                    params: {prompt: "see ${a.nonsense(}"}
                                """))
                .singleElement()
                .asString()
                .startsWith("6:27: Step 'a': ");
    }

    @Test
    void aValueOfALaterStepIsNotThereYet() {
        String steps =
                """
                steps:
                  - {id: a, type: llm, params: {prompt: "${x}"}}
                  - {id: b, type: llm, params: {prompt: hi}, outputs: x}
                """;
        assertThat(placedErrors("name: t\n" + steps))
                .containsExactly(
                        "3:42: Step 'a': variable 'x' in prompt has no value yet: only the later"
                                + " step 'b' gives it; move that step up");
        assertThat(errors("name: t\nsettings: {auto_parallel: true}\n" + steps)).isEmpty();
    }

    @Test
    void aStepCannotReadWhatOnlyItGives() {
        assertThat(
                        errors(
                                "{name: t, steps: [{id: a, type: llm, params: {prompt: '${x}'},"
                                        + " outputs: x}]}"))
                .containsExactly(
                        "Step 'a': variable 'x' in prompt has no value yet: this step itself gives"
                                + " it");
    }

    @Test
    void aVariableWithADefaultNeedsNoValue() {
        assertThat(
                        errors(
                                "{name: t, steps: [{id: a, type: llm, params: {prompt:"
                                        + " \"${x.default('y')}\"}}]}"))
                .isEmpty();
    }

    @Test
    void theCallerMayGiveVariables() {
        String text = "{name: t, steps: [{id: a, type: llm, params: {prompt: '${extra}'}}]}";
        assertThat(errors(text)).hasSize(1);
        WorkflowParser parser =
                new WorkflowParser(
                        Parsing.TYPES, WorkflowChecks.NONE.withVariables(Set.of("extra")));
        assertThat(parser.read("t.yaml", text).problems()).isEmpty();
    }

    @Test
    void theVariablesOfABlockAreThereOnlyInIt() {
        assertThat(
                        placedErrors(
                                """
                                name: t
                                inputs: {files: list}
                                steps:
                                  - id: each
                                    type: fan_out
                                    params:
                                      items: ${files}
                                      step_template:
                                        type: llm
                                        params: {prompt: "${index} ${item} ${itm}"}
                                  - {id: b, type: llm, params: {prompt: "${item}"}}
                                """))
                .satisfiesExactly(
                        one ->
                                assertThat(one)
                                        .isEqualTo(
                                                "10:44: Step 'each.item': unknown variable 'itm' in"
                                                        + " prompt; did you mean 'item'?"),
                        two ->
                                assertThat(two)
                                        .startsWith(
                                                "11:42: Step 'b': unknown variable 'item' in"
                                                        + " prompt"));
    }

    @Test
    void whatStepsInAParallelStepGiveIsThereAfterIt() {
        assertThat(
                        errors(
                                """
                                name: t
                                steps:
                                  - id: both
                                    type: parallel
                                    params:
                                      steps:
                                        - {id: x, type: llm, params: {prompt: hi}, outputs: one}
                                        - {id: y, type: llm, params: {prompt: "${one}"}, outputs: two}
                                  - {id: b, type: llm, params: {prompt: "${one} ${two}"}}
                                """))
                .isEmpty();
    }

    @Test
    void aLoopReadsWhatItsLastRoundGave() {
        assertThat(
                        errors(
                                """
                                name: t
                                steps:
                                  - id: refine
                                    type: loop
                                    params:
                                      until: {field: verdict, operator: equals, value: good}
                                      steps:
                                        - {id: x, type: llm, params: {prompt: "${verdict} ${loop_index}"}, outputs: draft}
                                        - {id: y, type: llm, params: {prompt: "${draft}"}, outputs: verdict}
                                """))
                .isEmpty();
    }

    @Test
    void aConditionLooksAtKnownVariables() {
        assertThat(
                        placedErrors(
                                """
                                name: t
                                inputs: {score: number}
                                steps:
                                  - id: a
                                    type: checkpoint
                                    condition:
                                      any:
                                        - {field: scor, operator: less_than, value: 3}
                                        - {field: score, operator: less_than, value: 3}
                                """))
                .containsExactly(
                        "8:19: Step 'a': unknown variable 'scor' in condition; did you mean"
                                + " 'score'?");
    }

    @Test
    void aShellCommandReadsKnownVariables() {
        assertThat(
                        placedErrors(
                                """
                                name: t
                                inputs: {path: string}
                                steps:
                                  - id: a
                                    type: shell
                                    params: {command: "cat ${pth}"}
                                """))
                .containsExactly(
                        "6:28: Step 'a': unknown variable 'pth' in command; did you mean 'path'?");
    }

    @Test
    void namesThatNoTextCanReadAreErrors() {
        assertThat(
                        placedErrors(
                                """
                                name: t
                                inputs:
                                  my file: string
                                steps:
                                  - {id: a, type: checkpoint, outputs: [b c]}
                                """))
                .satisfiesExactly(
                        one ->
                                assertThat(one)
                                        .startsWith("3:3: the name of the input 'my file' cannot"),
                        two ->
                                assertThat(two)
                                        .startsWith(
                                                "5:41: Step 'a': the name of the output 'b c'"
                                                        + " cannot"));
    }
}
