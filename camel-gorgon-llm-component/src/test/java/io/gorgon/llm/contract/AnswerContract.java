package io.gorgon.llm.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gorgon.llm.Capability;
import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.EmbedResponse;
import io.gorgon.llm.FinishReason;
import io.gorgon.llm.Image;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.Message;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.error.BadRequestException;
import io.gorgon.llm.error.InvalidOutputException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a provider sends, and what its whole answers say. */
abstract class AnswerContract extends ContractFixture {

    private static final String SCHEMA =
            "{'type':'object','properties':{'answer_in_words':{'type':'string'}},"
                    + "'required':['answer_in_words'],'additionalProperties':false}";
    static final String VALID = "{\"answer_in_words\":\"two\"}";
    static final String INVALID = "{\"answer_in_words\":2}";
    static final LlmRequest STRUCTURED =
            LlmRequest.builder().user("one and one?").responseSchema(json(SCHEMA)).build();

    @Test
    void anAnswerSaysWhatItIsAndWhereItCameFrom() {
        server.answers(HELLO, 11, 7);

        LlmResponse response = generate("hi");

        assertThat(response.content()).isEqualTo("Hello, world!");
        assertThat(response.usage().inputTokens()).isEqualTo(11);
        assertThat(response.usage().outputTokens()).isEqualTo(7);
        assertThat(response.usage().totalTokens()).isEqualTo(18);
        assertThat(response.usage().estimated()).isFalse();
        assertThat(response.model()).isNotBlank();
        assertThat(response.provider()).isEqualTo(provider.name());
        assertThat(response.providerType()).isEqualTo(provider.type());
        assertThat(response.tierServed()).isEqualTo(ModelTier.STANDARD);
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(response.attempts()).isEqualTo(1);
        assertThat(response.latencyMs()).isNotNegative();
        assertThat(server.calls()).isEqualTo(1);
    }

    @Test
    void eachTierIsServed() {
        server.answers(HELLO, 11, 7);
        for (ModelTier tier : List.of(ModelTier.REASONING, ModelTier.STANDARD, ModelTier.FAST)) {
            LlmResponse response =
                    provider.generate(LlmRequest.builder().user("hi").tier(tier).build());

            assertThat(response.tierServed()).isEqualTo(tier);
        }
    }

    @Test
    void anAnswerCutByTheMaximumOfTokensSaysSo() {
        server.answersCutByLength(HELLO);

        LlmResponse response = generate("hi");

        assertThat(response.finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(response.content()).isEqualTo("Hello, world!");
    }

    @Test
    void usageThatIsNotReportedIsEstimatedAndMarked() {
        server.answersWithoutUsage(HELLO);

        LlmResponse response = generate("How do you do?");

        assertThat(response.usage().estimated()).isTrue();
        assertThat(response.usage().inputTokens()).isPositive();
        assertThat(response.usage().outputTokens()).isPositive();
    }

    @Test
    void theEstimateOfARequestNeedsNoCall() {
        assertThat(provider.estimateTokens(LlmRequest.of("How do you do?"))).isPositive();
        assertThat(server.calls()).isZero();
    }

    @Test
    void theWholeRequestArrives() {
        needsTransport();
        server.answers(HELLO, 11, 7);

        provider.generate(
                LlmRequest.builder()
                        .systemPrompt("You are terse.")
                        .message(Message.user("first \"question\" {{not}} ${a.template}"))
                        .message(Message.assistant("first answer"))
                        .message(Message.user("second question \u00e4\u4e16\ud83d\ude00"))
                        .maxTokens(137)
                        .build());

        assertThat(sentValues())
                .contains("You are terse.", "137")
                .containsSubsequence(
                        "first \"question\" {{not}} ${a.template}",
                        "first answer",
                        "second question \u00e4\u4e16\ud83d\ude00");
    }

    @Test
    void aSystemMessageInTheConversationArrives() {
        needsTransport();
        server.answers(HELLO, 11, 7);

        provider.generate(
                LlmRequest.builder()
                        .message(Message.system("You are verbose."))
                        .message(Message.user("hi"))
                        .build());

        assertThat(sentValues()).anyMatch(value -> value.contains("You are verbose."));
    }

    @Test
    void stopSequencesArriveOrAreRefused() {
        LlmRequest request =
                LlmRequest.builder().user("hi").stopSequences(List.of("HALT", "STOP")).build();
        orIsRefused(Capability.STOP_SEQUENCES, () -> provider.generate(request));
        needsTransport();
        server.answers(HELLO, 11, 7);

        provider.generate(request);

        assertThat(sentValues()).containsSubsequence("HALT", "STOP");
    }

    @Test
    void aTemperatureIsSentOnlyWhenSet() {
        needsTransport();
        server.answers(HELLO, 11, 7);

        generate("hi");
        assertThat(server.lastRequest().findValue("temperature")).isNull();

        provider.generate(LlmRequest.builder().user("hi").temperature(0.25).build());
        assertThat(server.lastRequest().findValue("temperature").asDouble()).isEqualTo(0.25);
    }

    @Test
    void imagesArriveOrAreRefused() {
        Image image = Image.of("image/png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 1, 2, 3});
        LlmRequest request =
                LlmRequest.builder().message(Message.user("What is it?", image)).build();
        orIsRefused(Capability.IMAGES, () -> provider.generate(request));
        needsTransport();
        server.answers(HELLO, 11, 7);

        provider.generate(request);

        assertThat(sentValues()).anyMatch(value -> value.endsWith(image.base64()));
    }

    @Test
    void aStructuredAnswerIsAskedForAndReturned() {
        server.answersInTurn(List.of(VALID));

        LlmResponse response = provider.generate(STRUCTURED);

        assertThat(response.content()).isEqualTo(VALID);
        assertThat(response.attempts()).isEqualTo(1);
        if (server.hasTransport()) {
            assertThat(server.lastRequest().toString()).contains("answer_in_words");
        }
    }

    @Test
    void aCodeFenceAroundAStructuredAnswerIsTakenOff() {
        server.answersInTurn(List.of("```json\n" + VALID + "\n```"));

        assertThat(provider.generate(STRUCTURED).content()).isEqualTo(VALID);
    }

    @Test
    void anInvalidStructuredAnswerIsRepairedOnce() {
        server.answersInTurn(List.of(INVALID, VALID));

        LlmResponse response = provider.generate(STRUCTURED);

        assertThat(response.content()).isEqualTo(VALID);
        assertThat(response.attempts()).isEqualTo(2);
        assertThat(response.notes()).isNotEmpty();
        sumsTwoTurns(response);
    }

    @Test
    void aStructuredAnswerInvalidTwiceIsAnErrorWithTheTextAndAllUsage() {
        server.answersInTurn(List.of("I would rather not.", INVALID));

        InvalidOutputException failure =
                failureOf(InvalidOutputException.class, () -> provider.generate(STRUCTURED));

        assertThat(failure.invalidText()).isEqualTo(INVALID);
        assertThat(failure.problems()).isNotEmpty();
        sumsTwoTurns(failure.response());
        assertThat(server.calls()).isEqualTo(2);
    }

    private static void sumsTwoTurns(LlmResponse response) {
        assertThat(response.usage().inputTokens()).isEqualTo(2 * FakeLlmServer.TURN_INPUT_TOKENS);
        assertThat(response.usage().outputTokens()).isEqualTo(2 * FakeLlmServer.TURN_OUTPUT_TOKENS);
    }

    @Test
    void anInvalidSchemaIsRefusedBeforeAnyCall() {
        LlmRequest request =
                LlmRequest.builder().user("hi").responseSchema(json("{'type':12}")).build();

        assertThatThrownBy(() -> provider.generate(request))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("response schema");
        assertThatThrownBy(() -> provider.stream(request))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("response schema");

        assertThat(server.calls()).isZero();
    }

    @Test
    void embeddingsComeInTheOrderOfTheTextsOrAreRefused() {
        orIsRefused(
                Capability.EMBEDDINGS, () -> provider.embed(EmbedRequest.of(List.of("a text"))));
        server.embedsByText();

        float[] first = embed("one text").vectors().get(0);
        float[] second = embed("another, longer text").vectors().get(0);
        EmbedResponse both = embed("one text", "another, longer text");

        assertThat(first).isNotEqualTo(second).hasSameSizeAs(second);
        assertThat(both.vectors()).containsExactly(first, second);
        assertThat(both.provider()).isEqualTo(provider.name());
        assertThat(both.providerType()).isEqualTo(provider.type());
        assertThat(both.model()).isNotBlank();
        assertThat(both.usage().inputTokens()).isPositive();
        assertThat(both.usage().outputTokens()).isZero();
        assertThat(server.calls()).isEqualTo(3);
    }

    private EmbedResponse embed(String... texts) {
        return provider.embed(EmbedRequest.of(List.of(texts)));
    }
}
