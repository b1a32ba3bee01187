package io.gorgon.workflow.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholderEscapeTest {

    private static final int RANDOM_TEXTS = 20_000;
    private static final String[] PIECES = {
        "{",
        "{",
        "{",
        "}",
        "}",
        "$",
        "$",
        "${",
        "${a}",
        "${a.default('{{x}}')}",
        "'",
        " ",
        "\n",
        "\\",
        "(",
        "resource:",
        "x",
        "${'{{'}",
        "{{a}}"
    };

    private final Map<String, Object> variables = Map.of("a", "{{val}}");

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "plain ${a} {x}|plain ${a} {x}",
                "{{x}}|${'{'}${'{'}x}}",
                "resource:file|${'r'}esource:file",
                "\"\"|${''}",
                "${a.default('{{')}|${a.default('{\\u007b')}"
            })
    void onlyWhatWouldBeReadOtherwiseIsWrittenOtherwise(String text, String escaped) {
        assertThat(PlaceholderEscape.inTemplate(text)).isEqualTo(escaped);
    }

    @Test
    void blanksAtTheEndsAreWrittenAsExpressionsOnlyWhereTheyWouldBeLost() {
        assertThat(PlaceholderEscape.inTemplate(" a\n")).isEqualTo(" a\n");
        assertThat(PlaceholderEscape.inTrimmedTemplate(" a\n")).isEqualTo("${' '}a${'\\n'}");
        assertThat(PlaceholderEscape.inTrimmedTemplate("\t")).isEqualTo("${'\\t'}");
    }

    @Test
    void whateverTheTemplateItGivesTheSameAndHasNothingThatCouldBeFilledOrTrimmed() {
        Random random = new Random(7);
        int compared = 0;
        for (int i = 0; i < RANDOM_TEXTS; i++) {
            String text = randomText(random);
            String expected;
            try {
                expected = render(text);
            } catch (InvalidTemplateException notOurs) {
                continue;
            }
            String escaped = PlaceholderEscape.inTemplate(text);
            assertThat(escaped).doesNotContain("{{").doesNotStartWith("resource:").isNotEmpty();
            assertThat(render(escaped)).as(text).isEqualTo(expected);
            String trimmed = PlaceholderEscape.inTrimmedTemplate(text);
            assertThat(trimmed).doesNotContain("{{").doesNotStartWith("resource:").isNotEmpty();
            assertThat(trimmed.trim()).isEqualTo(trimmed);
            assertThat(render(trimmed)).as(text).isEqualTo(expected);
            compared++;
        }
        assertThat(compared).isGreaterThan(RANDOM_TEXTS / 10);
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        int pieces = 1 + random.nextInt(8);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private String render(String text) {
        return Template.parse(text).render(variables::get, name -> {});
    }

    @Test
    void jsonKeepsItsContent() throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        String text = json.writeValueAsString(Map.of("{{k}}", "a {{{b}}} \\{{ \"{{"));
        String escaped = PlaceholderEscape.inJson(text);
        assertThat(escaped).doesNotContain("{{");
        assertThat(json.readTree(escaped)).isEqualTo(json.readTree(text));
    }
}
