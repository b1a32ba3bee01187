package io.gorgon.llm.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicSchemaTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'type':'string'} | {'type':'string'}",
                "{'$schema':'x','type':'integer'} | {'type':'integer'}",
                "{'enum':['a','b',null]} | {'enum':['a','b',null]}",
                "{'type':'object','properties':{'a':{'type':'string'}}}"
                        + "| {'type':'object','properties':{'a':{'type':'string'}},'additionalProperties':false}",
                "{'type':'array','items':{'type':'object','properties':{}}}"
                        + "| {'type':'array','items':{'type':'object','properties':{},'additionalProperties':false}}",
                "{'type':'integer','minimum':0,'maximum':9}"
                        + "| {'type':'integer','description':'{minimum: 0, maximum: 9}'}",
                "{'type':'integer','description':'Age.','minimum':0}"
                        + "| {'type':'integer','description':'Age. {minimum: 0}'}",
                "{'type':'string','format':'date'} | {'type':'string','format':'date'}",
                "{'type':'string','format':'iri'} | {'type':'string','description':'{format: \\'iri\\'}'}",
                "{'type':'array','items':{'type':'null'},'minItems':1}"
                        + "| {'type':'array','items':{'type':'null'},'minItems':1}",
                "{'type':'array','items':{'type':'null'},'minItems':3}"
                        + "| {'type':'array','items':{'type':'null'},'description':'{minItems: 3}'}",
                "{'oneOf':[{'type':'string'},{'type':'null'}]}"
                        + "| {'anyOf':[{'type':'string'},{'type':'null'}]}",
                "{'type':'object','properties':{'a':{'$ref':'#/$defs/x'}},'$defs':{'x':{'type':'null'}}}"
                        + "| {'type':'object','properties':{'a':{'$ref':'#/$defs/x'}},"
                        + "'$defs':{'x':{'type':'null'}},'additionalProperties':false}",
            })
    void aSchemaIsWrittenSoThatTheApiEnforcesIt(String original, String expected) {
        assertThat(AnthropicSchema.of(AnthropicWire.json(original)))
                .contains(AnthropicWire.json(expected).deepCopy());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "{}",
                "{'type':'object'}",
                "{'type':'array'}",
                "{'type':'object','properties':{},'additionalProperties':true}",
                "{'type':'object','additionalProperties':{'type':'string'}}",
                "{'type':'object','properties':{'a':{}}}",
                "{'type':'object','properties':{},'patternProperties':{'a':{'type':'null'}}}",
                "{'allOf':[{'type':'string'}]}",
                "{'type':'string','not':{'const':'a'}}",
                "{'enum':[{'a':1}]}",
                "{'type':'array','items':{'$ref':'#'}}",
                "{'$ref':'#/$defs/x','$defs':{'x':{'type':'array','items':{'$ref':'#/$defs/x'}}}}",
                "{'$ref':'#/$defs/missing'}",
                "{'$ref':'other.json'}",
                "{'anyOf':[{'type':'null'}],'oneOf':[{'type':'null'}]}",
            })
    void aSchemaThatTheApiDoesNotTakeIsLeftToWords(String schema) {
        assertThat(AnthropicSchema.of(AnthropicWire.json(schema))).isEmpty();
    }

    @Test
    void aSchemaThatRefersToItsPartsVeryOftenIsWrittenAllTheSame() {
        String definitions =
                IntStream.range(0, 60)
                        .mapToObj(
                                n ->
                                        "'d%d':{'anyOf':[{'$ref':'#/$defs/d%d'},{'$ref':'#/$defs/d%d'}]}"
                                                .formatted(n, n + 1, n + 1))
                        .collect(Collectors.joining(","));
        String schema =
                "{'$ref':'#/$defs/d0','$defs':{%s,'d60':{'type':'null'}}}".formatted(definitions);

        assertThat(AnthropicSchema.of(AnthropicWire.json(schema))).isPresent();
    }
}
