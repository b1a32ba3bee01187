package io.gorgon.workflow.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.yaml.PositionedYaml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {

    private final List<String> warnings = new ArrayList<>();

    private static JsonNode yaml(String text) {
        return PositionedYaml.parse(text).tree();
    }

    private static Condition condition(String text) {
        return Condition.parse(yaml(text)).condition().orElseThrow();
    }

    /** A condition on the variable x. */
    private boolean holds(String actual, String operatorAndValue) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("x", yaml(actual));
        return test("{field: x, operator: " + operatorAndValue + "}", variables::get);
    }

    private boolean test(String condition, Function<String, Object> variables) {
        return condition(condition).test(variables, warnings::add);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            delimiter = '|',
            value = {
                "'a'|equals, value: a|true",
                "'a'|equals, value: A|false",
                "b|not_equals, value: a|true",
                "a|not_equals, value: a|false",
                "hello|contains, value: lo|true",
                "hello|contains, value: LO|false",
                "hello|contains, value: ''|true",
                "[a, b]|contains, value: a|true",
                "[1, 2]|contains, value: 2|true",
                "[a, b]|contains, value: c|false",
                "6|greater_than, value: 5|true",
                "5|greater_than, value: 5|false",
                "79.5|less_than, value: 80|true",
                "5|less_than, value: 5|false",
                "5|greater_or_equal, value: 5|true",
                "4|greater_or_equal, value: 5|false",
                "5|less_or_equal, value: 5|true",
                "6|less_or_equal, value: 5|false",
                "a|in, value: [a, b]|true",
                "c|in, value: [a, b]|false",
                "b|in, value: abc|true",
                "''|not_empty|false",
                "[]|not_empty|false",
                "{}|not_empty|false",
                "0|not_empty|false",
                "0.0|not_empty|false",
                "false|not_empty|false",
                "'0'|not_empty|true",
                "' '|not_empty|true",
                "[null]|not_empty|true",
                "abcd|matches, value: 'b.d'|true",
                "abcd|matches, value: '^b'|false",
                "abcd|starts_with, value: ab|true",
                "abcd|starts_with, value: b|false",
                "true|is_true|true",
                "'True'|is_true|true",
                "false|is_true|false",
                "x|is_true|false",
                "false|is_false|true",
                "'FALSE'|is_false|true",
                "true|is_false|false"
            })
    void operatorsMeanWhatTheirNamesSay(String actual, String comparison, boolean expected) {
        assertThat(holds(actual, comparison)).isEqualTo(expected);
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            delimiter = '|',
            value = {
                "'7'|greater_than, value: 5|true",
                "' 75 '|less_than, value: 80|true",
                "'-1e2'|less_than, value: 0|true",
                "7|greater_than, value: '5'|true",
                "'5.0'|equals, value: 5|true",
                "5|equals, value: '5'|true",
                "'5'|not_equals, value: 5|false",
                "'1'|in, value: [1, 2]|true",
                "1|in, value: ['1']|true",
                "'5'|equals, value: '5.0'|false",
                "1|equals, value: 1.0|true",
                "'True'|equals, value: true|true",
                "true|equals, value: 'TRUE'|true",
                "'false'|not_equals, value: true|true",
                "true|equals, value: 1|true",
                "[1, {a: '2'}]|equals, value: [1.0, {a: 2}]|true",
                "[1]|equals, value: [1, 2]|false",
                "{a: 1}|equals, value: {b: 1}|false",
                "abc|equals, value: 5|false",
                "abc|not_equals, value: 5|true",
                "true|greater_than, value: 0|true"
            })
    void textThatLooksLikeANumberOrABooleanComparesAsOne(
            String actual, String comparison, boolean expected) {
        assertThat(holds(actual, comparison)).isEqualTo(expected);
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            delimiter = '|',
            value = {
                "hello|contains, value: 1",
                "{a: 1}|contains, value: a",
                "5|contains, value: 5",
                "5|in, value: abc",
                "a|in, value: {a: 1}",
                "a|in, value: 5",
                "5|greater_than, value: abc",
                "abc|greater_than, value: 5",
                "'79.5%'|greater_than, value: 5",
                "[1]|less_than, value: 5",
                "5|matches, value: '5'",
                "5|starts_with, value: '5'",
                "abc|starts_with, value: 5"
            })
    void whatCannotBeComparedDoesNotHoldAndAWarningSaysWhy(String actual, String comparison) {
        assertThat(holds(actual, comparison)).isFalse();
        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("The condition 'x ")
                .contains("does not hold: ")
                .contains("cannot be compared in this way with");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "equals, value: null",
                "equals, value: a",
                "not_equals, value: a",
                "contains, value: ''",
                "greater_than, value: 0",
                "less_than, value: 0",
                "greater_or_equal, value: 0",
                "less_or_equal, value: 0",
                "in, value: [null]",
                "matches, value: ''",
                "starts_with, value: ''",
                "not_empty",
                "is_true",
                "is_false"
            })
    void aMissingOrNullFieldIsFalseForEveryOperator(String comparison) {
        assertThat(holds("null", comparison)).isFalse();
        assertThat(test("{field: x, operator: " + comparison + "}", name -> null)).isFalse();
        assertThat(warnings).isEmpty();
    }

    @Test
    void everyOperatorIsTestedWithAMissingField() {
        assertThat(Operator.words()).hasSize(13);
    }

    @Test
    void conditionsCombine() {
        Function<String, Object> one = name -> name.equals("x") ? 1 : null;
        String yes = "{field: x, operator: equals, value: 1}";
        String no = "{field: x, operator: equals, value: 2}";
        assertThat(test("{all: [" + yes + ", " + yes + "]}", one)).isTrue();
        assertThat(test("{all: [" + yes + ", " + no + "]}", one)).isFalse();
        assertThat(test("{any: [" + no + ", " + yes + "]}", one)).isTrue();
        assertThat(test("{any: [" + no + "]}", one)).isFalse();
        assertThat(test("{not: " + no + "}", one)).isTrue();
        assertThat(test("{not: [" + yes + "]}", one)).isFalse();
        assertThat(test("{all: [{not: " + no + "}, {any: [" + yes + "]}]}", one)).isTrue();
    }

    @Test
    void notOfAMissingFieldHolds() {
        assertThat(test("{not: {field: x, operator: not_equals, value: a}}", name -> null))
                .isTrue();
    }

    @Test
    void aValueIsLiteral() {
        Map<String, Object> variables = Map.of("x", "${y}", "y", "a");
        assertThat(test("{field: x, operator: equals, value: '${y}'}", variables::get)).isTrue();
        assertThat(test("{field: y, operator: equals, value: '${y}'}", variables::get)).isFalse();
    }

    @Test
    void aFieldIsAVariableWithThatNameOrElseAPath() {
        Map<String, Object> variables = new HashMap<>();
        variables.put("a", Map.of("b", List.of(1, 2)));
        variables.put("odd name!", 5);
        assertThat(test("{field: 'a.b[1]', operator: equals, value: 2}", variables::get)).isTrue();
        assertThat(test("{field: 'a.b[2]', operator: not_equals, value: 2}", variables::get))
                .isFalse();
        assertThat(test("{field: 'odd name!', operator: equals, value: 5}", variables::get))
                .isTrue();
        variables.put("a.b[1]", "flat");
        assertThat(test("{field: 'a.b[1]', operator: equals, value: flat}", variables::get))
                .isTrue();
    }

    @Test
    void aPatternThatWouldRunForeverIsStopped() {
        Map<String, Object> variables = Map.of("x", "a".repeat(50) + "b");
        assertThat(test("{field: x, operator: matches, value: '(.*a){25}x'}", variables::get))
                .isFalse();
        assertThat(warnings).singleElement().asString().contains("takes too long");
    }

    @Test
    void aPatternThatWouldOverflowTheStackIsStopped() {
        Map<String, Object> variables = Map.of("x", "ab".repeat(500_000));
        assertThat(test("{field: x, operator: matches, value: '^(a|b)*$'}", variables::get))
                .isFalse();
        assertThat(warnings).hasSize(1);
    }

    @Test
    void fieldsAndTheirKindsAreKnown() {
        Condition condition =
                condition(
                        """
                        all:
                          - {field: score, operator: less_than, value: 80}
                          - {field: score, operator: greater_than, value: '5'}
                          - {field: ok, operator: is_true}
                          - {field: name, operator: in, value: [a, b]}
                          - {field: list, operator: equals, value: []}
                          - {field: a.b, operator: equals, value: 5}
                          - not: {field: both, operator: equals, value: 5}
                          - {field: both, operator: equals, value: x}
                          - {field: any, operator: not_empty}
                          - {field: mixed, operator: in, value: [a, 1]}
                        """);
        assertThat(condition.fields())
                .containsExactlyInAnyOrder(
                        "score", "ok", "name", "list", "a", "both", "any", "mixed");
        assertThat(condition.comparedKinds())
                .containsOnly(
                        entry("score", Kind.NUMBER),
                        entry("ok", Kind.BOOLEAN),
                        entry("name", Kind.TEXT),
                        entry("list", Kind.LIST));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{field: x, operator: equals, value: {a: [1, null]}}",
                "{field: a.b, operator: not_empty}",
                "{all: [{any: [{field: x, operator: in, value: []}]}]}",
                "{not: {field: x, operator: equals, value: null}}"
            })
    void theJsonOfAConditionReadsAsTheSameCondition(String text) {
        assertThat(condition(text).toJson()).isEqualTo(yaml(text));
    }
}
