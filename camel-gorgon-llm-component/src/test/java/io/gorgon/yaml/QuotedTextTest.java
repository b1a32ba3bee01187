package io.gorgon.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bugdet",
                "claude-opus-4-5-20250929",
                "qwen2.5:72b-instruct-q4_K_M",
                "hf.co/bartowski/Llama-3.2-3B-Instruct-GGUF:Q4_K_M",
                "risk-model",
                "/opt/models/scripts/answers.yaml",
            })
    void wordsAndNamesAreShown(String text) {
        assertThat(QuotedText.of(text)).isEqualTo("'" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-ant-api03-abc",
                "my key is sk-proj-x1",
                "gsk_abcdef",
                "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
                "AKIAIOSFODNN7EXAMPLE",
                "AIzaSyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY",
                "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9",
                "https://user:password@host",
                "Bearer abc",
            })
    void whatLooksLikeAKeyIsNotShown(String text) {
        assertThat(QuotedText.of(text)).isEqualTo("(not shown)");
    }

    @Test
    void longTextsAreCutAndLinesJoined() {
        assertThat(QuotedText.of("a\n\tb")).isEqualTo("'a b'");
        assertThat(QuotedText.of("long ".repeat(100))).hasSizeLessThan(70);
    }
}
