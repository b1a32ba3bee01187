package io.gorgon.camel.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.camel.llm.GorgonLlmComponent;
import io.gorgon.workflow.parse.ParsedWorkflow;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the page on workflows shows works. */
class WorkflowPageTest {

    private static final Path PAGE = Path.of("docs/workflows.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");
    private static final Path SERVICES =
            Path.of("src/test/resources/META-INF/services/io.gorgon.workflow.step.StepType");

    /** What the steps of the page read. */
    private static final String AROUND_STEPS =
            """
            name: Page
            inputs: {score: number, topic: string, message: string, folder: string, test_command: command,
                     findings: list, summary: string, order: object}
            steps:
            """;

    @TempDir Path folder;
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() throws IOException {
        Path config = folder.resolve("gorgon.yaml");
        Files.writeString(config, "llm: {mode: local}\nshell: {allowed: ['*']}\n");
        GorgonLlmComponent component = camel.getComponent("gorgon-llm", GorgonLlmComponent.class);
        component.setConfig(config.toString());
        component.setMockOnly(true);
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private static List<String> blocks(String start) throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(Files.readString(PAGE));
        while (matcher.find()) {
            if (matcher.group(1).startsWith(start)) {
                blocks.add(matcher.group(1));
            }
        }
        return blocks;
    }

    static List<String> workflows() throws IOException {
        return blocks("name:");
    }

    static List<String> steps() throws IOException {
        return blocks("- id:");
    }

    private void load(String file, String text) throws Exception {
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString(file, text));
    }

    private Map<?, ?> run(String workflow, Map<String, Object> inputs) throws Exception {
        load("page.gorgon.yaml", workflow);
        Exchange exchange =
                camel.createFluentProducerTemplate()
                        .to("direct:gorgon-workflow-page")
                        .withBody(inputs)
                        .send();
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(WorkflowConstants.STATUS)).isEqualTo("success");
        return exchange.getMessage().getBody(Map.class);
    }

    private ParsedWorkflow read(String text) {
        return GorgonWorkflowLoader.workflows(camel).read("page.gorgon.yaml", text, Set.of());
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void itsWorkflowsRun(String workflow) throws Exception {
        assertThat(read(workflow).problems()).isEmpty();
        assertThat(run(workflow, Map.of("message", "My card is gone"))).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("steps")
    void itsStepsAreValid(String step) {
        assertThat(read(AROUND_STEPS + step.indent(2)).problems()).isEmpty();
    }

    @Test
    void itsRouteStartsAWorkflowFromAQueue() throws Exception {
        load("ticket.gorgon.yaml", workflows().get(0));
        load("start.yaml", blocks("- route:").get(0).replace("jms:queue:", "seda:"));
        camel.createProducerTemplate().sendBody("seda:tickets", "My card is gone");
        assertThat(camel.createConsumerTemplate().receiveBody("seda:topics", 60_000, String.class))
                .isEqualTo("mock topic");
    }

    @Test
    void itsStepTypeHidesAccountNumbers() throws Exception {
        String letter =
                workflows().stream().filter(it -> it.contains("mask_iban")).findFirst().get();
        Map<?, ?> outputs = run(letter, Map.of());
        assertThat(outputs.get("safe")).isEqualTo("Please pay to DE*** by Friday.");
        assertThat(outputs.get("masked")).isEqualTo(1L);
        assertThat(Files.readString(PAGE)).contains(Files.readAllLines(SERVICES).get(1));
    }

    @Test
    void itHasAllHeaders() throws Exception {
        String page = Files.readString(PAGE);
        for (Field field : WorkflowConstants.class.getFields()) {
            String value = (String) field.get(null);
            boolean header =
                    value.startsWith("CamelGorgonRun") && !field.getName().equals("OPTIONS");
            if (Modifier.isPublic(field.getModifiers()) && header && !value.endsWith("Result")) {
                assertThat(page).contains("`" + value + "`");
            }
        }
    }

    /** A loop over a list has to know how many items there are. */
    @Test
    void aLoopOverAListHasARoundForEachItem() throws Exception {
        Map<?, ?> outputs =
                run(
                        """
                        name: Rounds
                        inputs: {names: {type: list, default: [a, b, c]}}
                        outputs: [last, iterations, item_count]
                        steps:
                          - id: each
                            type: loop
                            params:
                              for_each: ${names}
                              steps: [{id: s, type: set, params: {last: "${item}${loop_iteration}"}}]
                            outputs: [iterations]
                          - id: joined
                            type: fan_in
                            params: {input: "${names}"}
                            outputs: [item_count]
                        """,
                        Map.of());
        assertThat(outputs).isEqualTo(Map.of("last", "c3", "iterations", 3, "item_count", 3));
    }

    @Test
    void aListThatIsMissingFailsTheStepThatGoesOverIt() throws Exception {
        load(
                "page.gorgon.yaml",
                """
                name: Nothing to do
                inputs: {names: list}
                steps:
                  - id: greet
                    type: fan_out
                    params: {items: "${names}", step_template: {type: set, params: {a: "${item}"}}}
                """);
        Exchange exchange =
                camel.createFluentProducerTemplate().to("direct:gorgon-workflow-page").send();
        assertThat(exchange.getException())
                .hasMessageContaining("fan_out items must be a list, but they are missing");
    }
}
