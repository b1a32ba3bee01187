package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.camel.workflow.WorkflowRunner.Ran;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.StepResult;
import io.gorgon.workflow.run.StepStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps that are done only under a condition. */
class ConditionalStepsTest {

    private final WorkflowRunner workflows = WorkflowRunner.withMock();

    @AfterEach
    void close() {
        workflows.close();
    }

    private Ran run(String condition, Map<String, Object> inputs) {
        return workflows.run(
                """
                name: t
                outputs: [v, last]
                steps:
                  - {id: a, type: scripted, outputs: [v], condition: %s}
                  - {id: b, type: scripted, outputs: [last]}
                """
                        .formatted(condition),
                inputs);
    }

    @Test
    void aStepWhoseConditionDoesNotHoldIsSkippedAndTheRunGoesOn() {
        Ran ran = run("{field: x, operator: equals, value: yes}", Map.of("x", "no"));

        StepResult skipped = ran.result().steps().get(0);
        assertThat(skipped.path()).isEqualTo("a");
        assertThat(skipped.status()).isEqualTo(StepStatus.SKIPPED);
        assertThat(skipped.answer()).isEmpty();
        assertThat(skipped.error()).isNull();
        assertThat(skipped.attempts()).isZero();
        assertThat(skipped.duration()).isEqualTo(Duration.ZERO);
        assertThat(skipped.usage().tokens()).isZero();
        assertThat(ran.result().outputs()).isEqualTo(Map.of("last", "R-b"));
        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {field: x, operator: equals, value: a}            | a     | true
                    {field: x, operator: equals, value: a}            | A     | false
                    {field: x, operator: not_equals, value: a}        | b     | true
                    {field: x, operator: contains, value: lo}         | hello | true
                    {field: x, operator: contains, value: LO}         | hello | false
                    {field: x, operator: greater_than, value: 5}      | 7     | true
                    {field: x, operator: greater_than, value: 5}      | 5     | false
                    {field: x, operator: greater_or_equal, value: 5}  | 5     | true
                    {field: x, operator: less_than, value: 80}        | 79.5  | true
                    {field: x, operator: less_or_equal, value: 4}     | 5     | false
                    {field: x, operator: in, value: [a, b]}           | a     | true
                    {field: x, operator: not_empty}                   | 0     | true
                    {field: x, operator: matches, value: "h.*o"}      | hello | true
                    {field: x, operator: starts_with, value: he}      | hello | true
                    {not: {field: x, operator: equals, value: a}}     | b     | true
                    {field: x, operator: greater_than, value: text}   | 5     | false
                    """)
    void conditionsDecideWhetherAStepIsDone(String condition, String value, boolean runs) {
        Ran ran = run(condition, Map.of("x", value));

        assertThat(ran.result().status()).isEqualTo(RunStatus.SUCCESS);
        assertThat(ran.result().steps().get(0).status())
                .isEqualTo(runs ? StepStatus.SUCCESS : StepStatus.SKIPPED);
    }

    @Test
    void aNullIsNeverWhatAConditionAsksFor() {
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("x", null);

        Ran ran = run("{field: x, operator: not_equals, value: a}", inputs);

        assertThat(ran.result().steps().get(0).status()).isEqualTo(StepStatus.SKIPPED);
    }

    @Test
    void theValueOfAConditionIsTakenAsItStands() {
        Ran ran =
                run(
                        "{field: x, operator: equals, value: '${y}'}",
                        Map.of("x", "same", "y", "same"));

        assertThat(ran.result().steps().get(0).status()).isEqualTo(StepStatus.SKIPPED);
    }

    @Test
    void theTextOfAValueThatLooksLikeAPlaceholderIsComparedAsText() {
        Ran ran = run("{field: x, operator: equals, value: '${y}'}", Map.of("x", "${y}", "y", "z"));

        assertThat(ran.result().steps().get(0).status()).isEqualTo(StepStatus.SUCCESS);
    }

    @Test
    void aConditionSeesWhatEarlierStepsGave() {
        ScriptedStep.script("a", Scripts.answers("79", 1));
        Ran ran =
                workflows.run(
                        """
                        name: t
                        outputs: [v]
                        steps:
                          - {id: a, type: scripted, outputs: [score]}
                          - id: b
                            type: scripted
                            outputs: [v]
                            condition: {field: score, operator: less_than, value: 80}
                        """);

        assertThat(ran.output("v")).isEqualTo("R-b");
    }
}
