package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.RunStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the declared outputs of a step get. */
class StepOutputsTest {

    private final WorkflowRunner workflows = WorkflowRunner.withMock();

    @AfterEach
    void close() {
        workflows.close();
    }

    private RunResult bound(String outputs, Map<String, Object> answer) {
        ScriptedStep.script("a", Scripts.answers(answer));
        return workflows
                .run(
                        "{name: t, outputs: [%s], steps: [{id: a, type: scripted, outputs: [%s]}]}"
                                .formatted(outputs, outputs))
                .result();
    }

    @Test
    void theFirstOutputGetsTheTextAndTheRunWarnsOfTheOther() {
        RunResult result = bound("plan, tasks", Map.of("response", "R"));

        assertThat(result.outputs()).isEqualTo(Map.of("plan", "R"));
        assertThat(result.warnings())
                .anySatisfy(warning -> assertThat(warning).contains("'a'").contains("'tasks'"));
        assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
    }

    @Test
    void severalOutputsGetTheMembersOfTheJsonObjectThatTheTextIs() {
        RunResult result =
                bound("plan, tasks", Map.of("response", "{\"plan\": \"P\", \"tasks\": [1, 2]}"));

        assertThat(result.outputs()).isEqualTo(Map.of("plan", "P", "tasks", List.of(1, 2)));
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void anExactKeyStandsAboveTheTextAndTheOneThatIsLeftGetsTheText() {
        assertThat(bound("tokens_used, plan", Map.of("response", "R", "tokens_used", 3)).outputs())
                .isEqualTo(Map.of("tokens_used", 3, "plan", "R"));
    }

    @Test
    void theTextIsTheResponseElseTheStandardOutput() {
        assertThat(bound("o", Map.of("response", "R", "stdout", "S")).outputs())
                .isEqualTo(Map.of("o", "R"));
        assertThat(bound("o", Map.of("stdout", "S")).outputs()).isEqualTo(Map.of("o", "S"));
        assertThat(bound("o", Map.of("result", "X")).outputs()).isEmpty();
    }

    @Test
    void keysOfTheAnswerKeepTheirStructure() {
        assertThat(bound("o, k", Map.of("response", "R", "k", Map.of("x", 1))).outputs())
                .isEqualTo(Map.of("o", "R", "k", Map.of("x", 1)));
    }

    @Test
    void anExactKeyCountsAlsoWhenItsValueIsNull() {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("o", null);
        answer.put("response", "R");

        RunResult result = bound("o", answer);

        assertThat(result.status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(result.outputs()).isEmpty();
    }

    @Test
    void namesOfKeysGetThoseKeys() {
        assertThat(bound("response", Map.of("response", "R", "result", "X")).outputs())
                .isEqualTo(Map.of("response", "R"));
        assertThat(bound("result", Map.of("response", "R", "result", "X")).outputs())
                .isEqualTo(Map.of("result", "X"));
    }

    @Test
    void withoutOutputsNothingBecomesAVariable() {
        ScriptedStep.script("a", Scripts.answers(Map.of("response", "R", "secret", 1)));
        ScriptedStep.script("b", call -> call.variable("secret") + " " + call.variable("response"));
        Ran ran =
                workflows.run(
                        """
                        name: t
                        outputs: [seen]
                        steps:
                          - {id: a, type: scripted}
                          - {id: b, type: scripted, outputs: [seen]}
                        """);

        assertThat(ran.output("seen")).isEqualTo("null null");
    }

    @Test
    void theLaterOfTwoStepsWithTheSameOutputCounts() {
        Ran ran =
                workflows.run(
                        """
                        name: t
                        outputs: [o]
                        steps:
                          - {id: a, type: scripted, outputs: [o]}
                          - {id: b, type: scripted, outputs: [o]}
                        """);

        assertThat(ran.result().outputs()).isEqualTo(Map.of("o", "R-b"));
    }

    @Test
    void anOutputThatNoStepGaveIsLeftOutWithAWarning() {
        Ran ran =
                workflows.run(
                        "{name: t, outputs: [never], steps: [{id: a, type: scripted,"
                                + " outputs: [o]}]}");

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(ran.result().outputs()).isEmpty();
        assertThat(ran.result().warnings())
                .anySatisfy(warning -> assertThat(warning).contains("'never'"));
    }

    @Test
    void aRunThatFailedGivesTheOutputsThatItHas() {
        ScriptedStep.script("a", Scripts.alwaysFails());
        Ran ran =
                workflows.run(
                        """
                        name: t
                        outputs: [p, q]
                        steps:
                          - {id: y, type: scripted, outputs: [p]}
                          - {id: a, type: scripted, outputs: [q], max_retries: 0}
                          - {id: z, type: scripted}
                        """);

        assertThat(ran.result().status()).isEqualTo(RunStatus.FAILED);
        assertThat(ran.result().outputs()).isEqualTo(Map.of("p", "R-y"));
        assertThat(ran.exchange().getMessage().getBody()).isEqualTo(Map.of("p", "R-y"));
        assertThat(ran.result().steps())
                .extracting(step -> step.path() + " " + step.status().label())
                .containsExactly("y success", "a failed", "z pending");
    }

    @Test
    void answersThatAreNoMapsAreTheText() {
        for (Object value : List.of("text", 5, true, List.of("a", 1))) {
            ScriptedStep.script("a", call -> value);
            Ran ran =
                    workflows.run(
                            "{name: t, outputs: [o], steps: [{id: a, type: scripted,"
                                    + " outputs: [o]}]}");
            assertThat(ran.output("o")).isEqualTo(value);
        }
    }
}
