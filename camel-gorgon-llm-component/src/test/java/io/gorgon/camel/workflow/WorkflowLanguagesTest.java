package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gorgon.workflow.template.PlaceholderEscape;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.ExpressionIllegalSyntaxException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowLanguagesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int RANDOM_TEXTS = 200;
    private static final String[] PIECES = {
        "{{",
        "}}",
        "{",
        "}",
        "$",
        "${a}",
        "${ a }",
        "#",
        "\\",
        "\\\\",
        "resource:",
        " ",
        "\n",
        "\t",
        "'",
        "\"",
        "{{a}}",
        "\\{{a\\}}",
        "?nested=true",
        "{{?a}}",
        "{{env:HOME}}",
        "RAW(",
        "%7B",
        ": ",
        "- ",
        "é😀"
    };

    private final Map<String, Object> variables = new HashMap<>();
    private DefaultCamelContext context;

    @BeforeEach
    void start() {
        context = new DefaultCamelContext();
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private void load(String yaml) throws Exception {
        Resource resource = ResourceHelper.fromString("test.camel.yaml", yaml);
        PluginHelper.getRoutesLoader(context).loadRoutes(resource);
    }

    private Exchange run() throws Exception {
        try (ProducerTemplate template = context.createProducerTemplate()) {
            return template.request(
                    "direct:start", exchange -> variables.forEach(exchange::setVariable));
        }
    }

    /** A text as it stands in YAML. */
    private static String quoted(String text) throws Exception {
        return JSON.writeValueAsString(text);
    }

    private Exchange setBody(String language, String expression) throws Exception {
        load(
                """
                - from:
                    uri: direct:start
                    steps:
                      - setBody:
                          language: {language: %s, expression: %s}
                """
                        .formatted(language, quoted(expression)));
        return run();
    }

    @Test
    void aTemplateIsFilledFromTheVariablesAndTellsWhatIsMissing() throws Exception {
        variables.put("name", "world");
        Exchange exchange = setBody("gorgon", "Hello ${name}, ${nobody} and ${no.one}.");
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("Hello world,  and .");
        assertThat(exchange.getProperty(WorkflowLanguageConstants.MISSING))
                .isEqualTo(Set.of("${nobody}", "${no.one}"));
    }

    @Test
    void aTemplateAlwaysGivesTextSoThatAValueCannotBecomeAConversation() throws Exception {
        variables.put("files", List.of("a", "b"));
        assertThat(setBody("gorgon", "${files}").getMessage().getBody()).isEqualTo("[\"a\",\"b\"]");
        Exchange exchange = run();
        assertThat(
                        context.resolveLanguage("gorgon")
                                .createExpression("${files}")
                                .evaluate(exchange, String.class))
                .isEqualTo("[\"a\",\"b\"]");
        assertThat(exchange.getProperty(WorkflowLanguageConstants.MISSING)).isNull();
    }

    @Test
    void aFilledTextIsNotReadAgain() throws Exception {
        variables.put("a", "${b} {{c}} ${body}");
        variables.put("b", "secret");
        assertThat(setBody("gorgon", "<${a}>").getMessage().getBody())
                .isEqualTo("<${b} {{c}} ${body}>");
    }

    @Test
    void aStructureBecomesMapsAndLists() throws Exception {
        variables.put("dir", "/tmp");
        variables.put("n", 5);
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("path", "/tmp/x");
        expected.put("list", List.of(5, "n=5", true));
        assertThat(
                        setBody("gorgon-json", "path: ${dir}/x\nlist: ['${n}', 'n=${n}', true]\n")
                                .getMessage()
                                .getBody())
                .isEqualTo(expected);
    }

    @Test
    void variablesAndConditionsWorkInARoute() throws Exception {
        load(
                """
                - from:
                    uri: direct:start
                    steps:
                      - setVariable:
                          name: score
                          language:
                            language: gorgon
                            expression: ${answer.score}
                      - choice:
                          when:
                            - language:
                                language: gorgon-condition
                                expression: '{"field":"score","operator":"less_than","value":80}'
                              steps:
                                - setBody: {constant: low}
                          otherwise:
                            steps:
                              - setBody: {constant: high}
                      - setHeader:
                          name: low
                          language:
                            language: gorgon-condition
                            expression: |
                              all:
                                - {field: score, operator: less_than, value: 80}
                                - {field: nothing, operator: not_empty}
                """);
        variables.put("answer", Map.of("score", " 79 "));
        assertThat(run().getMessage().getBody()).isEqualTo("low");
        assertThat(run().getMessage().getHeader("low")).isEqualTo(false);
        variables.put("answer", Map.of("score", 80));
        assertThat(run().getMessage().getBody()).isEqualTo("high");
        variables.put("answer", Map.of("score", "n/a"));
        Exchange exchange = run();
        assertThat(exchange.getMessage().getBody()).isEqualTo("high");
        assertThat(exchange.getProperty(WorkflowLanguageConstants.CONDITION_WARNINGS))
                .asInstanceOf(InstanceOfAssertFactories.COLLECTION)
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{x}}",
                "a {{ b",
                "a }} b",
                "{{{x}}}",
                "{{?x}}",
                "'{{x}}'",
                "\"{{x}}\"",
                "\\{{x\\}}",
                "\\\\{{x}}",
                "{{env:HOME}}",
                "?nested=true {{x}}",
                "${ {{x}} }",
                "# comment",
                "#bean:x",
                "back\\slash \\n \\\\",
                "resource:classpath:nothing.txt",
                " resource:classpath:nothing.txt",
                "  blanks at both ends \t",
                "\nnewlines\n\n",
                "\r\n",
                " ",
                "",
                "${header.x",
                "key: value",
                "- item",
                "RAW(x)"
            })
    void anEscapedTextArrivesExactly(String text) throws Exception {
        String template = text.replace("${", "${'${'}");
        load(
                """
                - from:
                    uri: direct:start
                    steps:
                      - setVariable:
                          name: trimmed
                          language: {language: gorgon, expression: %s}
                      - setVariable:
                          name: whole
                          language: {language: gorgon, expression: %s, trim: false}
                """
                        .formatted(
                                quoted(PlaceholderEscape.inTrimmedTemplate(template)),
                                quoted(PlaceholderEscape.inTemplate(template))));
        Exchange exchange = run();
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getVariable("trimmed")).isEqualTo(text);
        assertThat(exchange.getVariable("whole")).isEqualTo(text);
    }

    @Test
    void randomTextsArriveExactlyAsTemplatesAndInsideOfStructures() throws Exception {
        Random random = new Random(11);
        StringBuilder yaml = new StringBuilder("- from:\n    uri: direct:start\n    steps:\n");
        String[] texts = new String[RANDOM_TEXTS];
        for (int i = 0; i < RANDOM_TEXTS; i++) {
            texts[i] = randomText(random);
            String template = texts[i].replace("${", "${'${'}");
            Map<String, Object> structure = Map.of("{{k}}" + texts[i], template);
            yaml.append(
                    """
                          - setVariable:
                              name: trimmed%1$d
                              language: {language: gorgon, expression: %2$s}
                          - setVariable:
                              name: whole%1$d
                              language: {language: gorgon, expression: %3$s, trim: false}
                          - setVariable:
                              name: structure%1$d
                              language: {language: gorgon-json, expression: %4$s}
                    """
                            .indent(-4)
                            .indent(4)
                            .formatted(
                                    i,
                                    quoted(PlaceholderEscape.inTrimmedTemplate(template)),
                                    quoted(PlaceholderEscape.inTemplate(template)),
                                    quoted(
                                            PlaceholderEscape.inJson(
                                                    JSON.writeValueAsString(structure)))));
        }
        load(yaml.toString());
        Exchange exchange = run();
        assertThat(exchange.getException()).isNull();
        for (int i = 0; i < RANDOM_TEXTS; i++) {
            assertThat(exchange.getVariable("trimmed" + i)).isEqualTo(texts[i]);
            assertThat(exchange.getVariable("whole" + i)).isEqualTo(texts[i]);
            assertThat(exchange.getVariable("structure" + i))
                    .isEqualTo(Map.of("{{k}}" + texts[i], texts[i]));
        }
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        int pieces = 1 + random.nextInt(8);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    @Test
    void withoutTheEscapeCamelReadsTheBraces() {
        assertThatThrownBy(() -> setBody("gorgon", "{{x}}")).hasMessageContaining("x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gorgon|${#a}|is no expression of a template",
                "gorgon-json|{a: ['${b c}']}|is no expression of a template",
                "gorgon-json|[1|this list lacks its closing",
                "gorgon-condition|{field: x, operator: like, value: 1}|invalid condition operator",
                "gorgon-condition|[1|this list lacks"
            })
    void anExpressionThatIsNotOfItsLanguageSaysWhy(String test) {
        String[] parts = test.split("\\|");
        assertThatThrownBy(() -> context.resolveLanguage(parts[0]).createExpression(parts[1]))
                .isInstanceOf(ExpressionIllegalSyntaxException.class)
                .hasMessageStartingWith("The expression cannot be read as " + parts[0] + ": ")
                .hasMessageContaining(parts[2]);
    }
}
