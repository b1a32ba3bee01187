package io.gorgon.workflow.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gorgon.yaml.PositionedYaml;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowInputTest {

    private static final JsonNode NO_DEFAULT = null;

    private static ParsedInputs parse(String text) {
        return WorkflowInput.listFrom(PositionedYaml.parse(text).tree());
    }

    private static List<WorkflowInput> inputs(String text) {
        ParsedInputs parsed = parse(text);
        assertThat(parsed.problems()).isEmpty();
        return parsed.inputs();
    }

    @Test
    void theMappingFormNamesItsInputs() {
        assertThat(
                        inputs(
                                """
                                a: {type: string, required: true, description: First}
                                b: {type: list, default: x}
                                c: command
                                d:
                                """))
                .containsExactly(
                        new WorkflowInput("a", InputType.STRING, true, NO_DEFAULT, "First"),
                        new WorkflowInput("b", InputType.LIST, false, TextNode.valueOf("x"), null),
                        new WorkflowInput("c", InputType.COMMAND, false, NO_DEFAULT, null),
                        new WorkflowInput("d", null, false, NO_DEFAULT, null));
    }

    @Test
    void inTheListFormAnInputWithoutDefaultIsRequiredUnlessItSaysNo() {
        assertThat(
                        inputs(
                                """
                                - {name: a, type: array}
                                - {name: b, default: x}
                                - {name: c, required: false}
                                - {name: d, default: x, required: true}
                                - e
                                """))
                .containsExactly(
                        new WorkflowInput("a", InputType.LIST, true, NO_DEFAULT, null),
                        new WorkflowInput("b", null, false, TextNode.valueOf("x"), null),
                        new WorkflowInput("c", null, false, NO_DEFAULT, null),
                        new WorkflowInput("d", null, true, TextNode.valueOf("x"), null),
                        new WorkflowInput("e", null, true, NO_DEFAULT, null));
    }

    @Test
    void everyTypeHasItsWord() {
        for (InputType type : InputType.values()) {
            assertThat(inputs("{x: " + type.word() + "}").get(0).type()).isEqualTo(type);
        }
        assertThat(InputType.words())
                .containsExactlyInAnyOrder(
                        "string", "number", "integer", "boolean", "list", "array", "object", "file",
                        "command");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "null"})
    void noInputsAreNoProblem(String text) {
        assertThat(inputs(text)).isEmpty();
        assertThat(WorkflowInput.listFrom(null).problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            delimiter = '|',
            value = {
                "x|^^|Field 'inputs' must be an object",
                "{a: strin}|/a|unknown type 'strin'; did you mean 'string'?",
                "{a: {type: nonsense}}|/a/type|unknown type 'nonsense'; use one of string,",
                "{a: {type: [x]}}|/a/type|unknown type",
                "{a: 5}|/a|must be a type or an object",
                "{a: {required: 'yes'}}|/a/required|'required' must be true or false",
                "{a: {type: number, default: abc}}|/a/default|needs a number, but its default is",
                "{a: {type: list, default: {}}}|/a/default|needs a list, but its default is an object",
                "{'': {}}|/|An input needs a name",
                "[{type: string}]|/0|needs a 'name'",
                "[5]|/0|needs a 'name'",
                "[a, {name: a}]|/1|Input 'a' is declared twice"
            })
    void whatIsWrongIsToldWithItsPlace(String text, String where, String message) {
        assertThat(parse(text).problems())
                .singleElement()
                .satisfies(
                        problem -> {
                            assertThat(problem.where()).hasToString(where);
                            assertThat(problem.message()).contains(message);
                        });
    }

    @Test
    void allProblemsAreToldAtOnce() {
        assertThat(
                        parse("{a: {type: x, required: 1}, b: 5, c: {type: object, default: 1}}")
                                .problems())
                .hasSize(4);
    }
}
