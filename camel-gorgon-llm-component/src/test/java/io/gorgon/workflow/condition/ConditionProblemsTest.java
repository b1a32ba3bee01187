package io.gorgon.workflow.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.yaml.PositionedYaml;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionProblemsTest {

    private static List<ConditionProblem> problems(String text) {
        ParsedCondition parsed = Condition.parse(PositionedYaml.parse(text).tree());
        assertThat(parsed.condition().isEmpty()).isEqualTo(!parsed.problems().isEmpty());
        return parsed.problems();
    }

    private static List<String> messages(String text) {
        return problems(text).stream().map(ConditionProblem::message).toList();
    }

    @Test
    void everythingThatIsMissingIsToldAtOnce() {
        assertThat(messages("{field: x}"))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("condition missing 'operator'"),
                        second -> assertThat(second).startsWith("condition missing 'value'"));
        assertThat(messages("{operator: equals, value: 1}"))
                .satisfiesExactly(only -> assertThat(only).startsWith("condition missing 'field'"));
        assertThat(messages("{field: x, operator: equals}"))
                .satisfiesExactly(only -> assertThat(only).startsWith("condition missing 'value'"));
        assertThat(messages("{}")).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not_empty", "is_true", "is_false"})
    void someOperatorsNeedNoValue(String operator) {
        assertThat(problems("{field: x, operator: " + operator + "}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "null", "5", "[]"})
    void aConditionIsAnObject(String text) {
        assertThat(messages(text))
                .singleElement()
                .asString()
                .startsWith("condition must be an object");
    }

    @Test
    void nothingAtAllIsNoCondition() {
        assertThat(Condition.parse(null).problems()).hasSize(1);
    }

    @Test
    void anUnknownOperatorIsMetWithTheNearest() {
        assertThat(messages("{field: x, operator: like, value: a}"))
                .singleElement()
                .asString()
                .startsWith("invalid condition operator 'like'; use one of equals,");
        assertThat(messages("{field: x, operator: greater_then, value: a}"))
                .containsExactly(
                        "invalid condition operator 'greater_then'; did you mean 'greater_than'?");
    }

    @Test
    void aMisspeltKeyIsNamed() {
        assertThat(messages("{feild: x, operator: not_empty}"))
                .singleElement()
                .asString()
                .contains("did you mean it by 'feild'?");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            delimiter = '|',
            value = {
                "{field: 5, operator: not_empty}|/field|must be a text",
                "{field: ' ', operator: not_empty}|/field|must be a text",
                "{field: x, operator: [a], value: 1}|/operator|must be a text",
                "{field: x, operator: lik, value: 1}|/operator|invalid condition operator",
                "{field: x, operator: matches, value: '('}|/value|no regular expression",
                "{field: x, operator: matches, value: 5}|/value|must be a text",
                "{all: []}|/all|at least one condition",
                "{any: {field: x}}|/any|must be a list",
                "{not: []}|/not|takes one condition",
                "{not: x}|/not|must be an object",
                "{any: [{all: [{field: x, operator: a}]}]}|/any/0/all/0/operator|invalid",
                "{all: [x], any: [x]}|^^|must be one thing",
                "{all: [x], field: x}|^^|must be one thing"
            })
    void aProblemSaysWhereItIs(String text, String where, String message) {
        assertThat(problems(text))
                .anySatisfy(
                        problem -> {
                            assertThat(problem.where()).hasToString(where);
                            assertThat(problem.message()).contains(message);
                        });
    }

    @Test
    void endlessNestingIsAProblem() {
        String text = "{not: ".repeat(90) + "{field: x, operator: not_empty}" + "}".repeat(90);
        assertThat(messages(text)).singleElement().asString().contains("levels deep");
    }
}
