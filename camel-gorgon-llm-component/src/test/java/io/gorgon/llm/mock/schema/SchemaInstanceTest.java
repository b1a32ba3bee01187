package io.gorgon.llm.mock.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.http.LlmHttpClient;
import io.gorgon.llm.spi.ResponseSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaInstanceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'type':'string'}",
                "{'type':'null'}",
                "{'type':'boolean'}",
                "{'type':['null','string']}",
                "{'type':['integer','null'],'minimum':7}",
                "{'const':{'a':[1,null]}}",
                "{'enum':['red','green']}",
                "{'type':'integer','enum':['a',3]}",
                "{'type':'string','default':'a default'}",
                "{'type':'string','default':5,'examples':[6,'an example']}",
                "{'type':'integer','minimum':0}",
                "{'type':'integer','minimum':-20,'maximum':-10}",
                "{'type':'integer','maximum':-10}",
                "{'type':'integer','exclusiveMinimum':5,'exclusiveMaximum':7}",
                "{'type':'integer','minimum':5,'exclusiveMinimum':9}",
                "{'type':'integer','multipleOf':7,'minimum':50}",
                "{'type':'integer','multipleOf':7,'maximum':-50}",
                "{'type':'integer','multipleOf':0.4,'minimum':1}",
                "{'type':'integer','minimum':9007199254740993}",
                "{'type':'integer','minimum':123456789012345678901234567890}",
                "{'type':'integer','minimum':0.5,'maximum':1.5}",
                "{'type':'number','exclusiveMinimum':0,'exclusiveMaximum':1}",
                "{'type':'number','minimum':0,'maximum':0.5}",
                "{'type':'number','multipleOf':0.01,'minimum':0.115}",
                "{'type':'number','multipleOf':2.5,'minimum':3}",
                "{'type':'number','maximum':-1.5}",
                "{'type':'number','exclusiveMinimum':1e6}",
                "{'minimum':3}",
                "{'type':'string','minLength':30}",
                "{'type':'string','maxLength':3}",
                "{'type':'string','minLength':2,'maxLength':2}",
                "{'type':'string','maxLength':0}",
                "{'type':'string','format':'date-time'}",
                "{'type':'string','format':'date'}",
                "{'type':'string','format':'email'}",
                "{'type':'string','format':'uri'}",
                "{'type':'string','format':'uuid'}",
                "{'type':'string','format':'unheard-of'}",
                "{'type':'string','pattern':'^[A-Z]{3}-[0-9]{4}$'}",
                "{'type':'string','pattern':'^[a-z0-9_]+$'}",
                "{'type':'string','pattern':'^(yes|no)$'}",
                "{'type':'string','pattern':'^\\\\d{4}-\\\\d{2}-\\\\d{2}$'}",
                "{'type':'string','pattern':'^#[0-9a-fA-F]{6}$'}",
                "{'type':'string','pattern':'[0-9]'}",
                "{'type':'string','pattern':'^a+b*c?$','minLength':6}",
                "{'type':'string','pattern':'^(?:ab){2,3}$','minLength':6}",
                "{'type':'string','pattern':'^[^a-z]{2}$'}",
                "{'type':'string','pattern':'^\\\\S+@\\\\S+\\\\.[a-z]{2,}$'}",
                "{'type':'string','pattern':'^v\\\\d+(\\\\.\\\\d+){2}$'}",
                "{'type':'string','pattern':'^mock','maxLength':10}",
                "{'type':'array'}",
                "{'type':'array','items':{'type':'integer'}}",
                "{'type':'array','items':{'type':'string'},'minItems':3,'uniqueItems':true}",
                "{'type':'array','items':{'type':'boolean'},'minItems':2,'uniqueItems':true}",
                "{'type':'array','items':{'enum':['a','b','c']},'minItems':3,'uniqueItems':true}",
                "{'type':'array','items':{'type':'string','maxLength':1},'minItems':5,'uniqueItems':true}",
                "{'type':'array','items':{'type':'number','minimum':0,'maximum':1},'minItems':4,'uniqueItems':true}",
                "{'type':'array','items':{'type':'integer','minimum':0,'maximum':3},'minItems':4,'uniqueItems':true}",
                "{'type':'array','items':{'type':'integer','maximum':3},'minItems':4,'uniqueItems':true}",
                "{'type':'array','items':{'type':'object','properties':{'id':{'type':'integer'}},'required':['id']},'minItems':2,'uniqueItems':true}",
                "{'type':'array','items':{'format':'uuid','type':'string'},'minItems':12,'uniqueItems':true}",
                "{'type':'array','maxItems':0,'items':{'type':'string'}}",
                "{'type':'array','prefixItems':[{'type':'integer'},{'type':'string'}],'items':false}",
                "{'type':'array','prefixItems':[{'const':1}],'items':{'type':'string'},'minItems':3}",
                "{'type':'array','contains':{'const':5},'minItems':3}",
                "{'type':'array','items':{'type':'integer'},'contains':{'minimum':50},'minContains':2}",
                "{'type':'array','items':false}",
                "{'type':'object'}",
                "{'type':'object','required':['a','b']}",
                "{'type':'object','properties':{'a':{'type':'string'}},'required':['a'],'additionalProperties':false}",
                "{'type':'object','properties':{'a':true,'b':false}}",
                "{'type':'object','required':['x'],'additionalProperties':{'type':'integer'}}",
                "{'type':'object','patternProperties':{'^x':{'type':'integer'}},'required':['x1']}",
                "{'type':'object','minProperties':3}",
                "{'type':'object','minProperties':2,'additionalProperties':{'type':'boolean'}}",
                "{'type':'object','minProperties':2,'propertyNames':{'pattern':'^[a-z]{3}$'}}",
                "{'type':'object','minProperties':2,'patternProperties':{'^k[0-9]$':{'type':'null'}},'additionalProperties':false}",
                "{'type':'object','properties':{'a':{},'b':{},'c':{}},'maxProperties':2,'required':['c']}",
                "{'type':'object','properties':{'a':{'type':'string'}},'dependentRequired':{'a':['b']}}",
                "{'type':'object','properties':{'a':{'type':'string'}},'dependentSchemas':{'a':{'required':['n'],'properties':{'n':{'type':'integer'}}}}}",
                "{'properties':{'a':{'type':'string'}},'required':['a']}",
                "{'allOf':[{'type':'object','properties':{'a':{'type':'string'}},'required':['a']},{'properties':{'a':{'minLength':20},'b':{'const':1}},'required':['b']}]}",
                "{'type':'integer','allOf':[{'minimum':3},{'maximum':8},{'multipleOf':2},{'multipleOf':3}]}",
                "{'type':'string','allOf':[{'pattern':'^[a-z]+$'},{'pattern':'x'}],'examples':['xyz']}",
                "{'anyOf':[{'type':'string'},{'type':'integer'}]}",
                "{'type':'integer','anyOf':[{'type':'string'},{'minimum':3}]}",
                "{'oneOf':[{'type':'integer'},{'type':'number'}]}",
                "{'oneOf':[{'type':'object','properties':{'kind':{'const':'a'}},'required':['kind']},{'type':'object','properties':{'kind':{'const':'b'}},'required':['kind']}]}",
                "{'anyOf':[{'minimum':10},{'minimum':20}],'oneOf':[{'type':'integer'},{'type':'string'}]}",
                "{'type':'object','anyOf':[{'required':['a']},{'required':['b']}],'properties':{'a':{'type':'integer'},'b':{'type':'integer'}}}",
                "{'type':'object','oneOf':[{'required':['a']},{'required':['b']}],'properties':{'a':{'type':'integer'},'b':{'type':'integer'}}}",
                "{'not':{'type':'string'}}",
                "{'type':'boolean','not':{'const':true}}",
                "{'type':'object','properties':{'kind':{'enum':['x','y']}},'if':{'properties':{'kind':{'const':'x'}}},'then':{'required':['n'],'properties':{'n':{'type':'integer'}}}}",
                "{'type':'integer','minimum':1,'if':{'maximum':10},'then':{'multipleOf':5},'else':{'const':11}}",
                "{'$ref':'#/$defs/name','$defs':{'name':{'type':'string','minLength':12}}}",
                "{'$ref':'#/definitions/n','definitions':{'n':{'type':'integer','minimum':4}}}",
                "{'type':'object','properties':{'a':{'$ref':'#/$defs/p'},'b':{'$ref':'#/$defs/p'}},'required':['a','b'],'$defs':{'p':{'type':'object','properties':{'x':{'type':'number'}},'required':['x']}}}",
                "{'type':'object','properties':{'name':{'type':'string'},'children':{'type':'array','items':{'$ref':'#'}}},'required':['name','children']}",
                "{'$ref':'#/$defs/node','$defs':{'node':{'type':'object','properties':{'v':{'type':'integer'},'next':{'anyOf':[{'$ref':'#/$defs/node'},{'type':'null'}]}},'required':['v','next']}}}",
                "{'$ref':'#/$defs/tree','$defs':{'tree':{'type':'object','properties':{'left':{'$ref':'#/$defs/tree'},'right':{'$ref':'#/$defs/tree'}}}}}",
                "{'allOf':[{'$ref':'#/$defs/base'},{'properties':{'child':{'allOf':[{'$ref':'#/$defs/base'},{'type':'object'}]}},'required':['child']}],'$defs':{'base':{'type':'object','properties':{'id':{'type':'string'}},'required':['id']}}}",
                "{'properties':{'a':{'$ref':'#/properties/b'},'b':{'type':'integer','minimum':9}},'required':['a'],'type':'object'}",
                "{'$ref':'#thing','$defs':{'t':{'$anchor':'thing','type':'integer'}}}",
                "{'$ref':'#/$defs/a~1b','$defs':{'a/b':{'const':'slash'}}}",
                "{'type':'object','properties':{'choice':{'oneOf':[{'$ref':'#/$defs/a'},{'$ref':'#/$defs/b'}]}},'required':['choice'],'$defs':{'a':{'type':'object','properties':{'t':{'const':'a'}},'required':['t'],'additionalProperties':false},'b':{'type':'object','properties':{'t':{'const':'b'}},'required':['t'],'additionalProperties':false}}}",
                "{'$schema':'http://json-schema.org/draft-07/schema#','type':'object','properties':{'p':{'type':'array','items':[{'type':'integer'},{'type':'string'}],'additionalItems':false}},'required':['p']}",
                "{'$schema':'http://json-schema.org/draft-07/schema#','anyOf':[{'$ref':'#/definitions/a'}],'definitions':{'a':{'type':'integer','exclusiveMinimum':4}}}",
                "{'$schema':'https://json-schema.org/draft/2020-12/schema','$id':'https://example.org/s','anyOf':[{'$ref':'#/$defs/a'}],'$defs':{'a':{'const':9}}}",
                "{'type':'object','allOf':[{'properties':{'a':{'type':'string'}},'required':['a']}],'unevaluatedProperties':false}",
                "{'type':'object','properties':{'verdict':{'enum':['APPROVE','REJECT']},'confidence':{'type':'number','minimum':0,'maximum':1},'findings':{'type':'array','items':{'type':'object','properties':{'file':{'type':'string'},'line':{'type':['integer','null'],'minimum':1},'severity':{'enum':['low','high']}},'required':['file','severity'],'additionalProperties':false}}},'required':['verdict','confidence','findings'],'additionalProperties':false}"
            })
    void theValueObeysTheSchema(String schema) {
        JsonNode source = json(schema);

        JsonNode value = SchemaInstance.of(source);

        assertThat(new ResponseSchema(source).problems(value.toString()))
                .as(value.toString())
                .isEmpty();
        assertThat(SchemaInstance.of(source)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'integer','minimum':5,'maximum':4}",
                "{'not':{}}",
                "{'enum':[]}",
                "{'allOf':[{'type':'string'},{'type':'integer'}]}",
                "{'$ref':'#/$defs/n','$defs':{'n':{'type':'object','properties':{'next':{'$ref':'#/$defs/n'}},'required':['next']}}}",
                "{'$ref':'#'}",
                "{'allOf':[{'$ref':'#'}]}",
                "{'type':'string','pattern':'^(?=never)x$'}",
                "{'type':'array','items':{'const':1},'minItems':2,'uniqueItems':true}",
                "{'type':'array','minItems':1000000,'items':{'type':'string'}}",
                "{'properties':3,'required':'a','enum':{},'items':7,'multipleOf':0,'allOf':4}"
            })
    void aSchemaThatNothingObeysEndsInSomeValue(String schema) {
        assertThatCode(() -> assertThat(SchemaInstance.of(json(schema))).isNotNull())
                .doesNotThrowAnyException();
    }

    @Test
    void textsAreNamedAfterTheirProperty() {
        assertThat(
                        SchemaInstance.of(
                                json(
                                        "{'type':'object','properties':{'next_step':{'type':'string'},"
                                                + "'tags':{'type':'array','items':{'type':'string'},'minItems':2}}}")))
                .isEqualTo(
                        json("{'next_step':'mock next step','tags':['mock tags','mock tags 2']}"));
    }

    private static JsonNode json(String text) {
        try {
            return LlmHttpClient.JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
