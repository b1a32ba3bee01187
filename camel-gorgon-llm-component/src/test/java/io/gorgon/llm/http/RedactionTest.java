package io.gorgon.llm.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    private static final String SECRET = "abcDEF0123456789";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Incorrect API key provided: sk-abcDEF0123456789.",
                "Incorrect API key provided: sk-proj-abcDEF0123456789",
                "sk-ant-api03-abcDEF0123456789 is invalid",
                "Authorization: Bearer abcDEF0123456789",
                "{\"authorization\": \"abcDEF0123456789\"}",
                "x-api-key=abcDEF0123456789",
                "api_key: 'abcDEF0123456789'"
            })
    void whatLooksLikeAKeyIsReplaced(String text) {
        assertThat(Redaction.line(text)).doesNotContain(SECRET).contains("***");
    }

    @Test
    void plainWordsStay() {
        assertThat(Redaction.line("model 'skyfall' not found, try pulling it first"))
                .isEqualTo("model 'skyfall' not found, try pulling it first");
    }

    @Test
    void manyLinesBecomeOne() {
        assertThat(Redaction.line(" a\r\n\tb\u0000\u001b[31m c ")).isEqualTo("a b [31m c");
    }

    @Test
    void longTextIsCut() {
        assertThat(Redaction.line("x ".repeat(10_000)))
                .hasSizeLessThanOrEqualTo(301)
                .endsWith("\u2026");
    }

    @Test
    void nothingIsEmpty() {
        assertThat(Redaction.line(null)).isEmpty();
    }
}
