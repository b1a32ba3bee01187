package io.gorgon.llm.mock.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.llm.http.LlmHttpClient;
import io.gorgon.llm.spi.ResponseSchema;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas put together at random of parts that can be obeyed, so that each can be obeyed. */
class RandomSchemaTest {

    private static final int SCHEMAS_PER_SEED = 60;
    private static final int DEEPEST = 3;
    private static final List<String> LEAVES =
            List.of(
                    "{'type':'string'}",
                    "{'type':'string','minLength':9,'maxLength':40}",
                    "{'type':'string','pattern':'^[A-Z]{2}[0-9]+$'}",
                    "{'type':'string','format':'date-time'}",
                    "{'type':['string','null']}",
                    "{'type':'integer','minimum':-5,'maximum':500}",
                    "{'type':'integer','exclusiveMinimum':3,'multipleOf':4}",
                    "{'type':'number','minimum':0,'maximum':1000}",
                    "{'type':'number','exclusiveMinimum':-1}",
                    "{'type':'boolean'}",
                    "{'enum':['a','b','c','d',5,null]}",
                    "{'const':'fixed'}",
                    "{'$ref':'#/$defs/named'}",
                    "{'$ref':'#/$defs/list'}",
                    "{'default':'usual'}");

    private Random random;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theValueObeysTheSchema(long seed) {
        random = new Random(seed);
        for (int i = 0; i < SCHEMAS_PER_SEED; i++) {
            ObjectNode schema = schema(0);
            schema.set("$defs", definitions());

            JsonNode value = SchemaInstance.of(schema);

            assertThat(new ResponseSchema(schema).problems(value.toString()))
                    .as("%s for %s", value, schema)
                    .isEmpty();
        }
    }

    private static JsonNode definitions() {
        return json(
                "{'named':{'type':'object','properties':{'id':{'type':'string'},"
                        + "'parent':{'$ref':'#/$defs/named'}},'required':['id']},"
                        + "'list':{'type':'array','items':{'anyOf':[{'$ref':'#/$defs/list'},"
                        + "{'type':'integer'}]},'minItems':1}}");
    }

    private ObjectNode schema(int depth) {
        return switch (depth >= DEEPEST ? 0 : random.nextInt(7)) {
            case 1, 2 -> object(depth);
            case 3 -> array(depth);
            case 4 -> choice(depth);
            case 5 -> together(depth);
            default -> (ObjectNode) json(LEAVES.get(random.nextInt(LEAVES.size())));
        };
    }

    private ObjectNode object(int depth) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            properties.set("field_" + i, schema(depth + 1));
            if (random.nextBoolean()) {
                required.add("field_" + i);
            }
        }
        if (random.nextBoolean()) {
            schema.put("additionalProperties", false);
        } else {
            schema.put("minProperties", random.nextInt(3));
        }
        return schema;
    }

    private ObjectNode array(int depth) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "array");
        schema.set("items", schema(depth + 1));
        schema.put("minItems", random.nextInt(4));
        schema.put("maxItems", 3 + random.nextInt(3));
        return schema;
    }

    private ObjectNode choice(int depth) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        ArrayNode alternatives = schema.putArray("anyOf");
        for (int i = 0; i <= random.nextInt(3); i++) {
            alternatives.add(schema(depth + 1));
        }
        if (random.nextBoolean()) {
            alternatives.insert(0, json("{'type':'integer','minimum':2,'maximum':1}"));
        }
        return schema;
    }

    /** Objects with properties of their own, which do not stand in each other's way. */
    private ObjectNode together(int depth) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        ArrayNode all = schema.putArray("allOf");
        for (int i = 0; i < 2; i++) {
            ObjectNode part = all.addObject().put("type", "object");
            part.putObject("properties").set("part_" + i, schema(depth + 1));
            part.putArray("required").add("part_" + i);
        }
        return schema;
    }

    private static JsonNode json(String text) {
        try {
            return LlmHttpClient.JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
