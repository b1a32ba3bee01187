package io.gorgon.llm.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.Capability;
import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.FinishReason;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.Message;
import io.gorgon.llm.ModelInfo;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.error.InvalidOutputException;
import io.gorgon.llm.error.UnreachableException;
import io.gorgon.llm.error.UnsupportedByProviderException;
import io.gorgon.llm.http.LlmHttpClient;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MockProviderTest {

    private final MockProvider provider = MockSettings.provider();

    @Test
    void theDefaultAnswerSaysThatItIsTheMockAndWhatItWasAsked() {
        LlmResponse response =
                provider.generate(
                        LlmRequest.builder()
                                .user("Summarise\n  this report")
                                .tier(ModelTier.FAST)
                                .agentId("planner")
                                .build());

        assertThat(response.content())
                .contains(
                        "built-in mock", "fast tier", "agent planner", "\"Summarise this report\"")
                .matches("(?s).*\\([0-9a-f]{8}\\)\\.");
        assertThat(response.notes()).contains("Answered by the built-in mock, not by a model.");
        assertThat(response.model()).isEqualTo("mock-fast");
        assertThat(response.providerType()).isEqualTo("mock");
        assertThat(response.provider()).isEqualTo("pretend");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(response.usage().estimated()).isTrue();
        assertThat(response.usage().inputTokens()).isPositive();
    }

    @Test
    void aLongPromptIsQuotedInPart() {
        String prompt = "\ud83d\ude00".repeat(500);

        assertThat(provider.generate(LlmRequest.of(prompt)).content())
                .contains("\ud83d\ude00".repeat(60) + "\u2026")
                .doesNotContain("\ud83d\ude00".repeat(61));
    }

    @Test
    void theSameRequestHasTheSameAnswer() {
        LlmRequest first = LlmRequest.builder().user("hi").runId("run 1").build();
        LlmRequest second =
                LlmRequest.builder()
                        .user("hi")
                        .runId("run 2")
                        .deadline(Instant.now().plusSeconds(60))
                        .budgetRemainingTokens(3L)
                        .build();

        assertThat(text(first)).isEqualTo(text(second));
        assertThat(MockSettings.provider().generate(first).content()).isEqualTo(text(first));
    }

    @Test
    void anotherRequestHasAnotherAnswer() {
        Stream<UnaryOperator<LlmRequest.Builder>> changes =
                Stream.of(
                        builder -> builder,
                        builder -> builder.user("more"),
                        builder -> builder.systemPrompt("Be brief."),
                        builder -> builder.tier(ModelTier.REASONING),
                        builder -> builder.model("other"),
                        builder -> builder.maxTokens(4000),
                        builder -> builder.temperature(0.5),
                        builder -> builder.stopSequences(List.of("HALT")),
                        builder -> builder.agentId("a"),
                        builder -> builder.workflowId("a"),
                        builder -> builder.stepId("a"),
                        builder -> builder.consensus(true));

        List<String> answers =
                changes.map(change -> change.apply(LlmRequest.builder().user("the same start")))
                        .map(LlmRequest.Builder::build)
                        .map(this::text)
                        .toList();

        assertThat(answers).doesNotHaveDuplicates();
    }

    @Test
    void anExplicitModelIsKept() {
        LlmRequest request = LlmRequest.builder().user("hi").model("my-model").build();

        assertThat(provider.generate(request).model()).isEqualTo("my-model");
    }

    @Test
    void aStopSequenceCutsTheAnswer() {
        LlmRequest request =
                LlmRequest.builder().user("hi").stopSequences(List.of("nowhere", " mock")).build();

        LlmResponse response = provider.generate(request);

        assertThat(response.content()).isEqualTo("This is the built-in");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void theMaximumOfTokensCutsTheAnswer() {
        LlmResponse response =
                provider.generate(LlmRequest.builder().user("hi").maxTokens(4).build());

        assertThat(response.content()).isNotEmpty();
        assertThat(response.finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(response.usage().outputTokens()).isBetween(1L, 4L);
    }

    @Test
    void aValueForASchemaIsNeverCut() {
        LlmRequest request =
                LlmRequest.builder()
                        .user("hi")
                        .responseSchema(json("{'type':'string','minLength':500}"))
                        .maxTokens(1)
                        .stopSequences(List.of("mock"))
                        .build();

        LlmResponse response = provider.generate(request);

        assertThat(response.content()).hasSizeGreaterThanOrEqualTo(500);
        assertThat(response.attempts()).isEqualTo(1);
    }

    @Test
    void aSchemaIsAnsweredWithAValueNamedAfterItsProperties() {
        LlmRequest request =
                LlmRequest.builder()
                        .user("hi")
                        .responseSchema(
                                json(
                                        "{'type':'object','required':['summary'],'properties':"
                                                + "{'summary':{'type':'string'},'approved':{'type':'boolean'},"
                                                + "'score':{'type':'integer','minimum':3}}}"))
                        .build();

        assertThat(json(provider.generate(request).content()))
                .isEqualTo(json("{'summary':'mock summary','approved':true,'score':3}"));
        assertThat(String.join("", MockSettings.read(provider, request)))
                .isEqualTo(provider.generate(request).content());
    }

    @Test
    void aSchemaThatNothingObeysIsAnInvalidOutput() {
        LlmRequest request =
                LlmRequest.builder()
                        .user("hi")
                        .responseSchema(json("{'type':'integer','minimum':5,'maximum':4}"))
                        .build();

        assertThatThrownBy(() -> provider.generate(request))
                .isInstanceOf(InvalidOutputException.class);
        assertThat(provider.callsInFlight()).isZero();
    }

    @Test
    void equalTextsHaveEqualVectorsAndSharedWordsMakeThemNear() {
        List<float[]> vectors =
                provider.embed(
                                EmbedRequest.of(
                                        List.of(
                                                "the red car drives fast",
                                                "The red car drives fast.",
                                                "the red car drives slowly",
                                                "quarterly balance sheet figures",
                                                "",
                                                "?!")))
                        .vectors();

        assertThat(vectors.get(0)).isEqualTo(vectors.get(1)).hasSize(64);
        assertThat(dot(vectors.get(0), vectors.get(2)))
                .isGreaterThan(dot(vectors.get(0), vectors.get(3)) + 0.3);
        assertThat(vectors)
                .allSatisfy(vector -> assertThat(dot(vector, vector)).isCloseTo(1, within(1e-5)));
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @Test
    void anEmbeddingSaysWhoMadeIt() {
        var response = provider.embed(EmbedRequest.of(List.of("a text")));

        assertThat(response.model()).isEqualTo("mock-embedding");
        assertThat(response.providerType()).isEqualTo("mock");
        assertThat(response.usage().estimated()).isTrue();
    }

    @Test
    void itIsLocalAndUsableAndListsAModelPerTier() {
        assertThat(provider.local()).isTrue();
        assertThat(provider.health().usable()).isTrue();
        assertThat(provider.health().message()).isEqualTo("built-in mock, no model");
        assertThat(provider.models())
                .extracting(ModelInfo::name)
                .containsExactly("mock-reasoning", "mock-standard", "mock-fast", "mock-embedding");
    }

    @Test
    void whatItCannotDoIsRefused() {
        assertThat(provider.capabilities())
                .doesNotContain(Capability.PULL, Capability.LOADED_MODELS);
        assertThatThrownBy(() -> provider.pull("some-model"))
                .isInstanceOf(UnsupportedByProviderException.class);
        assertThatThrownBy(provider::loadedModels)
                .isInstanceOf(UnsupportedByProviderException.class);
    }

    @Test
    void afterClosingItRefusesCallsAndIsNotUsable() {
        provider.close();

        UnreachableException failure =
                catchThrowableOfType(
                        UnreachableException.class, () -> provider.generate(LlmRequest.of("hi")));
        assertThat(failure).hasMessageContaining("pretend is closed");
        assertThat(provider.health().usable()).isFalse();
    }

    @Test
    void messagesWithoutAUserAreAnswered() {
        LlmRequest request =
                LlmRequest.builder().message(Message.assistant("I said something")).build();

        assertThat(text(request)).contains("I said something");
    }

    private String text(LlmRequest request) {
        return provider.generate(request).content();
    }

    private static JsonNode json(String text) {
        try {
            return LlmHttpClient.JSON.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
