package io.gorgon.workflow.compile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.camel.workflow.WorkflowPolicy;
import io.gorgon.llm.ModelTier;
import io.gorgon.workflow.step.StepTypes;
import io.gorgon.yaml.PositionedYaml;
import java.util.Map;
import java.util.Random;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in a workflow arrives in the route as it is, whatever Camel would make of it. */
class ExactTextsTest {

    private static final WorkflowCompiler COMPILER =
            new WorkflowCompiler(StepTypes.installed(), role -> ModelTier.STANDARD);
    private static final String[] PIECES = {
        "{",
        "{{",
        "}}",
        "}",
        "${",
        "$",
        "'",
        "\"",
        "\\",
        "a",
        " ",
        "\n",
        "\t",
        "?nested=true",
        ":",
        "resource:",
        "#",
        "{{env:HOME}}",
        "{{?x}}",
        "é",
        "😀",
        "bean:",
        "RAW(",
        ")"
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{env:HOME}}",
                "a {{b",
                "}} {{ }}",
                "{{{{x}}}}",
                "resource:classpath:x",
                " resource:x",
                " both ends ",
                "\n\nlines\n\n",
                "#ref",
                "#bean:x",
                "$simple{body}",
                "RAW(x)",
                "{\"a\": {\"b\": {}}}",
                "?nested=true {{x}}",
                "\\{{x\\}}",
                "'{{'",
                "😀 {{😀}}",
                "",
                " ",
                "x ?nested=false"
            })
    void aPromptAHeaderAndAStructureAreWhatTheFileSays(String text) throws Exception {
        assertArrives(text);
    }

    @Test
    void randomTextsAreWhatTheFileSays() throws Exception {
        Random random = new Random(11);
        try (LoadedRoute route = new LoadedRoute(compiled("x"))) {
            for (int i = 0; i < 3000; i++) {
                StringBuilder text = new StringBuilder();
                for (int piece = random.nextInt(10); piece >= 0; piece--) {
                    text.append(PIECES[random.nextInt(PIECES.length)]);
                }
                assertExpressions(text.toString(), compiled(text.toString()), route.context());
            }
        }
    }

    private static void assertArrives(String text) throws Exception {
        String compiled = compiled(text);
        try (LoadedRoute route = new LoadedRoute(compiled)) {
            assertExpressions(text, compiled, route.context());
            WorkflowPolicy policy = route.bean("w", WorkflowPolicy.class);
            assertThat(policy.getName()).isEqualTo(Eips.shown(text));
            JsonNode inputs = PositionedYaml.parse(policy.getInputs()).tree();
            assertThat(inputs.path(0).path("default").textValue()).isEqualTo(text);
        }
    }

    private static void assertExpressions(String text, String compiled, CamelContext context) {
        JsonNode tree = PositionedYaml.parse(compiled).tree();
        assertThat(value(tree.findValues("setBody").get(0), context)).isEqualTo(text);
        assertThat(value(tree.findValues("setHeader").get(0), context)).isEqualTo(text);
        assertThat(value(tree.findValues("setBody").get(1), context))
                .isEqualTo(Map.of("fallback", text, "fallback_value", text, "fallback_used", true));
    }

    /** As Camel reads an expression of a route. */
    private static Object value(JsonNode eip, CamelContext context) {
        JsonNode constant = eip.path("constant");
        String language = eip.path("language").path("language").asText("constant");
        String written =
                constant.isTextual()
                        ? constant.textValue()
                        : eip.path("language").path("expression").textValue();
        boolean trim = eip.path("language").path("trim").asBoolean(true);
        String read = context.resolvePropertyPlaceholders(trim ? written.trim() : written);
        assertThat(read).doesNotStartWith("resource:");
        Expression expression = context.resolveLanguage(language).createExpression(read);
        expression.init(context);
        Exchange exchange = new DefaultExchange(context);
        return expression.evaluate(exchange, Object.class);
    }

    /** A workflow in which a text stands wherever one can, as a text without values. */
    private static String compiled(String text) {
        ObjectNode workflow = JsonNodeFactory.instance.objectNode();
        String template = Eips.literal(text);
        workflow.put("name", text).put("description", text);
        workflow.putObject("inputs").putObject("in").put("type", "string").put("default", text);
        ObjectNode step = workflow.putArray("steps").addObject();
        step.put("id", "a").put("type", "to").put("description", text);
        step.put("on_failure", "fallback");
        step.putArray("outputs").add("fallback");
        step.putObject("fallback").put("value", text);
        ObjectNode params = step.putObject("params").put("uri", "mock:out").put("body", template);
        params.putObject("headers").put("given", template);
        return COMPILER.compile(Drafts.workflow("w", CamelYaml.write(workflow)));
    }
}
