package io.gorgon.workflow.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.yaml.PositionedYaml;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputsTest {

    private static JsonNode yaml(String text) {
        return PositionedYaml.parse(text).tree();
    }

    private static List<WorkflowInput> declared(String text) {
        ParsedInputs parsed = WorkflowInput.listFrom(yaml(text));
        assertThat(parsed.problems()).isEmpty();
        return parsed.inputs();
    }

    private static BoundInputs bind(String inputs, Map<String, Object> given) {
        return Inputs.bind(declared(inputs), given);
    }

    private static Object bound(String type, Object value) {
        BoundInputs bound = bind("{x: " + type + "}", Map.of("x", value));
        assertThat(bound.problems()).isEmpty();
        return bound.values().get("x");
    }

    @Test
    void allMissingRequiredInputsAreListedTogether() {
        BoundInputs bound =
                bind("{q: {required: true}, r: {required: true}, o: {required: false}}", Map.of());
        assertThat(bound.problems())
                .containsExactly("Missing required input: q", "Missing required input: r");
        assertThat(bound.values()).isEmpty();
    }

    @Test
    void aDefaultSatisfiesARequiredInput() {
        BoundInputs bound = bind("{q: {required: true, default: d}}", Map.of());
        assertThat(bound.problems()).isEmpty();
        assertThat(bound.values()).containsExactly(entry("q", "d"));
    }

    @Test
    void aDefaultAppliesToAnOptionalInputToo() {
        BoundInputs bound =
                bind("{q: {required: false, default: d}, n: {default: null}}", Map.of());
        assertThat(bound.values()).containsExactly(entry("q", "d"), entry("n", null));
    }

    @Test
    void whatTheCallerGivesWinsAndAnExplicitNullCountsAsGiven() {
        Map<String, Object> given = new HashMap<>();
        given.put("q", null);
        given.put("r", "mine");
        BoundInputs bound =
                bind("{q: {required: true, type: number, default: 1}, r: {default: d}}", given);
        assertThat(bound.problems()).isEmpty();
        assertThat(bound.values()).containsExactly(entry("q", null), entry("r", "mine"));
    }

    @Test
    void undeclaredInputsAreKept() {
        assertThat(bind("{q: string}", Map.of("other", 5)).values())
                .containsExactly(entry("other", 5));
    }

    @Test
    void anOptionalInputWithoutDefaultHasNoValue() {
        assertThat(bind("{q: {type: string}}", Map.of()).values()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"5,5", "' 5 ',5", "5.5,5.5", "-1e3,-1000", "1.0,1.0"})
    void aNumberIsReadFromText(String text, BigDecimal expected) {
        Object value = bound("number", text);
        assertThat(value).isInstanceOf(Number.class);
        assertThat(new BigDecimal(value.toString())).isEqualByComparingTo(expected);
        assertThat(bound("number", 5)).isEqualTo(5);
    }

    @Test
    void anIntegerIsReadFromTextAndFromANumberWithoutFraction() {
        assertThat(bound("integer", "5")).isEqualTo(5);
        assertThat(bound("integer", 5.0)).isEqualTo(5);
        assertThat(bound("integer", "3000000000")).isEqualTo(3_000_000_000L);
        assertThat(bound("integer", "0")).isEqualTo(0);
    }

    @Test
    void aBooleanIsReadFromText() {
        assertThat(bound("boolean", "true")).isEqualTo(true);
        assertThat(bound("boolean", "False")).isEqualTo(false);
        assertThat(bound("boolean", true)).isEqualTo(true);
    }

    @Test
    void aListIsReadFromAJsonArrayOrFromPartsBetweenCommas() {
        assertThat(bound("list", "[\"a\", 1]")).isEqualTo(List.of("a", 1));
        assertThat(bound("array", "a.py, b.py")).isEqualTo(List.of("a.py", "b.py"));
        assertThat(bound("list", "one word")).isEqualTo(List.of("one word"));
        assertThat(bound("list", "")).isEqualTo(List.of());
        assertThat(bound("list", List.of(1))).isEqualTo(List.of(1));
        assertThat(bound("list", new Object[] {1})).isEqualTo(List.of(1));
    }

    @Test
    void anObjectIsReadFromJson() {
        assertThat(bound("object", "{\"a\": [1]}")).isEqualTo(Map.of("a", List.of(1)));
        assertThat(bound("object", Map.of("a", 1))).isEqualTo(Map.of("a", 1));
    }

    @Test
    void textStaysTextWhateverItLooksLike() {
        assertThat(bound("string", "5")).isEqualTo("5");
        assertThat(bound("string", 5)).isEqualTo("5");
        assertThat(bound("command", "pytest -q")).isEqualTo("pytest -q");
        assertThat(bind("{x: {}}", Map.of("x", "[1]")).values()).containsEntry("x", "[1]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "number|abc|needs a number, but it got a text, 'abc'",
                "number|1e99999|needs a number, but it got a text, '1e99999'",
                "integer|5.5|needs a whole number, but it got a text, '5.5'",
                "integer|1e9999|needs a whole number, but it got a text, '1e9999'",
                "boolean|yes|needs true or false, but it got a text, 'yes'",
                "list|[1, 2|needs a list, but it got a text, '[1, 2'",
                "object|a=b|needs an object, but it got a text, 'a=b'",
                "object|[1]|needs an object, but it got a text, '[1]'"
            })
    void whatDoesNotFitIsRefusedWithWhatCameAndWhatIsWanted(
            String type, String text, String message) {
        assertThat(bind("{x: " + type + "}", Map.of("x", text)).problems())
                .singleElement()
                .asString()
                .startsWith("Input 'x' " + message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"string", "number", "integer", "boolean", "list", "file", "command"})
    void anObjectIsRefusedWhereSomethingElseIsWanted(String type) {
        assertThat(bind("{x: " + type + "}", Map.of("x", Map.of("a", 1))).problems())
                .singleElement()
                .asString()
                .contains("but it got an object");
    }

    @Test
    void missingAndRefusedInputsAreToldTogether() {
        assertThat(bind("{n: number, q: {required: true}}", Map.of("n", "x")).problems())
                .hasSize(2)
                .first()
                .isEqualTo("Missing required input: q");
    }

    @Test
    void aValueThatLooksLikeAKeyIsNotShown() {
        assertThat(bind("{n: number}", Map.of("n", "sk-abcdef")).problems())
                .singleElement()
                .asString()
                .contains("(not shown)")
                .doesNotContain("abcdef");
    }

    @Test
    void aFileIsReadByTheGivenReader() {
        List<WorkflowInput> inputs = declared("{f: {type: file, default: a.txt}, g: file}");
        assertThat(Inputs.bind(inputs, Map.of(), path -> "content of " + path).values())
                .containsExactly(entry("f", "content of a.txt"));
        assertThat(Inputs.bind(inputs, Map.of("f", ""), path -> "never").values())
                .containsExactly(entry("f", ""));
    }

    @Test
    void aFileThatCannotBeReadIsAProblem() {
        List<WorkflowInput> inputs = declared("{f: file}");
        BoundInputs none = Inputs.bind(inputs, Map.of("f", "a.txt"));
        BoundInputs failed =
                Inputs.bind(
                        inputs,
                        Map.of("f", "a.txt"),
                        path -> {
                            throw new IllegalStateException("disk");
                        });
        for (BoundInputs bound : Arrays.asList(none, failed)) {
            assertThat(bound.problems())
                    .singleElement()
                    .asString()
                    .startsWith("Input 'f' names the file 'a.txt', which cannot be read.");
        }
    }

    @Test
    void theSchemaOfTheInputsIsAJsonSchema() {
        assertThat(
                        InputsSchema.of(
                                declared(
                                        """
                                        q: {type: string, required: true, description: The question}
                                        n: {type: integer, required: true, default: 5}
                                        l: array
                                        f: file
                                        x:
                                        """)))
                .isEqualTo(
                        yaml(
                                """
                                type: object
                                properties:
                                  q: {type: string, description: The question}
                                  n: {type: integer, default: 5}
                                  l: {type: array}
                                  f: {type: string}
                                  x: {}
                                required: [q]
                                """));
        assertThat(InputsSchema.of(Collections.emptyList()).has("required")).isFalse();
    }
}
