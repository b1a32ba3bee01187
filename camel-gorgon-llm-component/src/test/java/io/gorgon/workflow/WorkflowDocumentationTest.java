package io.gorgon.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.workflow.parse.WorkflowSchema;
import io.gorgon.workflow.step.StepType;
import io.gorgon.workflow.step.StepTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * The tables of the page on workflows are those of the language's schema, and its Java is compiled
 * here. To write them anew after a change: {@code mvn -pl camel-gorgon-llm-component -am test
 * -Dtest=WorkflowDocumentationTest -Dsurefire.failIfNoSpecifiedTests=false -Dgorgon.docs.write}.
 */
class WorkflowDocumentationTest {

    private static final Path DOCUMENT = Path.of("docs/workflows.md");
    private static final Path EXAMPLE =
            Path.of("src/test/java/io/gorgon/workflow/example/MaskIbanStepType.java");
    private static final String OWN_TYPES = "io.gorgon.workflow.type";
    private static final StepTypes TYPES = StepTypes.installed();

    private static Stream<StepType> shipped() {
        return StreamSupport.stream(TYPES.all().spliterator(), false)
                .filter(type -> type.getClass().getPackageName().equals(OWN_TYPES));
    }

    @Test
    void itsTablesAndItsJavaAreThoseOfTheSource() throws IOException {
        String actual = Files.readString(DOCUMENT);
        String expected = actual;
        JsonNode schema = new WorkflowSchema(TYPES).json();
        expected = with(expected, "fields of a workflow", FieldTable.of(schema));
        expected =
                with(
                        expected,
                        "fields of an input",
                        FieldTable.of(schema.at("/$defs/input"), schema));
        expected = with(expected, "settings", FieldTable.of(schema.at("/properties/settings")));
        expected =
                with(
                        expected,
                        "fields of a step",
                        FieldTable.of(schema.at("/$defs/step_fields"), schema));
        for (StepType type : shipped().filter(WorkflowDocumentationTest::hasTable).toList()) {
            expected =
                    with(
                            expected,
                            "parameters of " + type.name(),
                            FieldTable.of(type.paramsSchema()));
        }
        expected =
                with(
                        expected,
                        "a step type of your own",
                        "```java\n" + Files.readString(EXAMPLE) + "```\n");
        if (System.getProperty("gorgon.docs.write") != null) {
            Files.writeString(DOCUMENT, expected);
        } else {
            assertThat(actual).isEqualTo(expected);
        }
    }

    /** Of one that takes any parameter there is nothing to list. */
    private static boolean hasTable(StepType type) {
        return !isAnotherNameOfLlm(type) && !type.paramsSchema().path("properties").isEmpty();
    }

    private static boolean isAnotherNameOfLlm(StepType type) {
        return type.name().equals("claude_code") || type.name().equals("openai");
    }

    @Test
    void theOtherNamesOfLlmHaveItsParameters() {
        JsonNode llm = TYPES.get("llm").paramsSchema();
        shipped()
                .filter(WorkflowDocumentationTest::isAnotherNameOfLlm)
                .forEach(type -> assertThat(type.paramsSchema()).isEqualTo(llm));
    }

    @Test
    void itNamesEachTypeAndEachOperator() throws IOException {
        String document = Files.readString(DOCUMENT);
        shipped().forEach(type -> assertThat(document).contains("`" + type.name() + "`"));
        new WorkflowSchema(TYPES)
                .json()
                .at("/$defs/condition/properties/operator/enum")
                .forEach(word -> assertThat(document).contains("`" + word.asText() + "`"));
    }

    private static String with(String document, String name, String content) {
        String start = "<!-- " + name + " -->\n";
        String end = "<!-- end of " + name + " -->";
        assertThat(document).contains(start).contains(end);
        int from = document.indexOf(start) + start.length();
        return document.substring(0, from) + content + document.substring(document.indexOf(end));
    }
}
