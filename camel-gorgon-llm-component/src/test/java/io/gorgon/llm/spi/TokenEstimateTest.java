package io.gorgon.llm.spi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gorgon.llm.Image;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenEstimateTest {

    @Test
    void nothingIsNoTokens() {
        assertThat(TokenEstimate.of((String) null)).isZero();
        assertThat(TokenEstimate.of("")).isZero();
    }

    /** The smaller number is what a byte-pair tokenizer of current models makes of the text. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The quick brown fox jumps over the lazy dog.|10|20",
                "if (a[i] != null) { return b.get(i); }|17|34",
                "\u4f60\u597d\u4e16\u754c|2|4",
                "1234567890|4|8"
            })
    void theEstimateIsHighButNotWild(String text, long atLeast, long atMost) {
        assertThat(TokenEstimate.of(text)).isBetween(atLeast, atMost);
    }

    @Test
    void aRequestCountsAllThatIsSent() {
        LlmRequest plain = LlmRequest.of("How do you do?");
        long base = TokenEstimate.of(plain);

        assertThat(TokenEstimate.of(plain.toBuilder().systemPrompt("Be terse.").build()))
                .isGreaterThan(base);
        assertThat(TokenEstimate.of(plain.toBuilder().user("And you?").build()))
                .isGreaterThan(base);
        assertThat(
                        TokenEstimate.of(
                                plain.toBuilder()
                                        .responseSchema(
                                                JsonNodeFactory.instance
                                                        .objectNode()
                                                        .put("type", "object"))
                                        .build()))
                .isGreaterThan(base);
        assertThat(
                        TokenEstimate.of(
                                plain.toBuilder()
                                        .message(
                                                Message.user(
                                                        "", Image.of("image/png", new byte[] {1})))
                                        .build()))
                .isGreaterThan(base + 1000);
    }
}
