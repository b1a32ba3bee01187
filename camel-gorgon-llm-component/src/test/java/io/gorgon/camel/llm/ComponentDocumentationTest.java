package io.gorgon.camel.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The tables in the documentation are those of the metadata. To write them anew after a change of
 * options: {@code mvn -pl camel-gorgon-llm-component -am test -Dtest=ComponentDocumentationTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dgorgon.docs.write}.
 */
class ComponentDocumentationTest {

    private static final Path DOCUMENT = Path.of("docs/gorgon-llm-component.md");

    @Test
    void theTablesOfTheDocumentationAreThoseOfTheMetadata() throws IOException {
        JsonNode metadata = metadata();
        String actual = Files.readString(DOCUMENT);
        String expected = actual;
        expected =
                withTable(
                        expected,
                        "component options",
                        options(metadata.get("componentProperties")));
        expected = withTable(expected, "endpoint options", options(metadata.get("properties")));
        expected = withTable(expected, "headers", headers(metadata.get("headers")));
        if (System.getProperty("gorgon.docs.write") != null) {
            Files.writeString(DOCUMENT, expected);
        } else {
            assertThat(actual).isEqualTo(expected);
        }
    }

    private static JsonNode metadata() throws IOException {
        try (InputStream in =
                GorgonLlmComponent.class.getResourceAsStream(
                        "/META-INF/io/gorgon/camel/llm/gorgon-llm.json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    private static String withTable(String document, String name, String table) {
        String start = "<!-- " + name + " -->\n";
        String end = "<!-- end of " + name + " -->";
        assertThat(document).contains(start).contains(end);
        int from = document.indexOf(start) + start.length();
        return document.substring(0, from) + table + document.substring(document.indexOf(end));
    }

    private static String options(JsonNode options) {
        StringBuilder table =
                new StringBuilder(
                        "| option | type | default | what it does |\n|---|---|---|---|\n");
        for (Map.Entry<String, JsonNode> option : options.properties()) {
            JsonNode value = option.getValue();
            row(
                    table,
                    "`"
                            + option.getKey()
                            + "`"
                            + (value.get("required").asBoolean() ? " (required)" : ""),
                    type(value),
                    value.has("defaultValue") ? "`" + value.get("defaultValue").asText() + "`" : "",
                    value.get("description").asText());
        }
        return table.toString();
    }

    private static String type(JsonNode value) {
        if (!value.has("enum")) {
            return value.get("type").asText();
        }
        StringBuilder words = new StringBuilder();
        value.get("enum")
                .forEach(
                        word ->
                                words.append(words.isEmpty() ? "" : ", ")
                                        .append("`" + word.asText() + "`"));
        return words.toString();
    }

    private static String headers(JsonNode headers) {
        StringBuilder table =
                new StringBuilder("| header | constant | type | what it is |\n|---|---|---|---|\n");
        for (Map.Entry<String, JsonNode> header : headers.properties()) {
            JsonNode value = header.getValue();
            row(
                    table,
                    "`" + header.getKey() + "`",
                    "`" + value.get("constantName").asText().replaceAll(".*#", "") + "`",
                    "`"
                            + value.get("javaType").asText().replaceAll("java\\.(util|math)\\.", "")
                            + "`",
                    value.get("description").asText());
        }
        return table.toString();
    }

    private static void row(StringBuilder table, String... cells) {
        table.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
