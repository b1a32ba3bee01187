package io.gorgon.llm.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.FinishReason;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.Message;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.TokenUsage;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.error.OverloadedException;
import io.gorgon.llm.error.RateLimitedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MockScriptTest {

    private static final LlmRequest HI = LlmRequest.of("hi");

    @Test
    void theFirstEntryThatMatchesAnswers() {
        MockProvider provider =
                MockSettings.provider(
                        """
                        answers:
                          - when: {agent: reviewer, step: check, tier: fast, prompt: "(?i)refund"}
                            reply: all of it
                          - when: {agent: reviewer}
                            reply: the agent
                          - when: {prompt: "^order \\\\d+$"}
                            reply: the prompt
                        """);
        LlmRequest.Builder all =
                LlmRequest.builder()
                        .user("I want a REFUND now")
                        .agentId("reviewer")
                        .stepId("check")
                        .tier(ModelTier.FAST);

        assertThat(text(provider, all.build())).isEqualTo("all of it");
        assertThat(text(provider, all.stepId("other").build())).isEqualTo("the agent");
        assertThat(text(provider, LlmRequest.of("order 12"))).isEqualTo("the prompt");
        assertThat(text(provider, LlmRequest.of("my order 12"))).contains("built-in mock");
    }

    @Test
    void thePromptIsLookedForInTheSystemPromptAndTheLastUserMessage() {
        MockProvider provider =
                MockSettings.provider("answers: [{when: {prompt: refund}, reply: found}]");

        assertThat(
                        text(
                                provider,
                                LlmRequest.builder()
                                        .systemPrompt("You handle refunds.")
                                        .user("hi")
                                        .build()))
                .isEqualTo("found");
        assertThat(
                        text(
                                provider,
                                LlmRequest.builder()
                                        .message(Message.system("You handle refunds."))
                                        .message(Message.user("hi"))
                                        .message(Message.assistant("yes?"))
                                        .build()))
                .isEqualTo("found");
        assertThat(text(provider, LlmRequest.builder().user("a refund").user("and now?").build()))
                .contains("built-in mock");
    }

    @Test
    void jsonIsAnsweredAsJson() {
        MockProvider provider =
                MockSettings.provider(
                        """
                        answers:
                          - json:
                              approved: true
                              score: 0.75
                              count: 12345678901234567890
                              none: null
                              tags: [a, "1"]
                        """);

        assertThat(text(provider, HI))
                .isEqualTo(
                        "{\"approved\":true,\"score\":0.75,\"count\":12345678901234567890,"
                                + "\"none\":null,\"tags\":[\"a\",\"1\"]}");
    }

    @Test
    void countsAndFinishReasonAreReportedAsGiven() {
        MockProvider provider =
                MockSettings.provider(
                        "answers: [{reply: a, input_tokens: 10, output_tokens: 5, finish_reason: content_filter}]");

        LlmResponse response = provider.generate(HI);

        assertThat(response.usage()).isEqualTo(TokenUsage.reported(10, 5));
        assertThat(response.finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
    }

    @Test
    void oneCountAloneLeavesTheUsageAnEstimate() {
        MockProvider provider =
                MockSettings.provider("answers: [{reply: hello, output_tokens: 500}]");

        TokenUsage usage = provider.generate(HI).usage();

        assertThat(usage.outputTokens()).isEqualTo(500);
        assertThat(usage.inputTokens()).isPositive();
        assertThat(usage.estimated()).isTrue();
    }

    @Test
    void aScriptedTextIsCutLikeAModelsUnlessItsTokensAreGiven() {
        MockProvider provider =
                MockSettings.provider(
                        """
                        answers:
                          - {when: {step: counted}, reply: one two three four, output_tokens: 4}
                          - {reply: one two three four}
                        """);
        LlmRequest.Builder request = LlmRequest.builder().user("hi").maxTokens(2);

        LlmResponse cut = provider.generate(request.build());

        assertThat(cut.content()).isEqualTo("one two ");
        assertThat(cut.finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(text(provider, request.stepId("counted").build()))
                .isEqualTo("one two three four");
        assertThat(text(provider, request.stopSequences(List.of(" thr")).build()))
                .isEqualTo("one two");
    }

    @ParameterizedTest
    @CsvSource({
        "authentication, AuthenticationException",
        "billing, BillingException",
        "rate_limited, RateLimitedException",
        "overloaded, OverloadedException",
        "timeout, LlmTimeoutException",
        "unreachable, UnreachableException",
        "context_window_exceeded, ContextWindowExceededException",
        "content_refused, ContentRefusedException",
        "bad_request, BadRequestException",
        "model_not_found, ModelNotFoundException",
        "out_of_memory, OutOfMemoryException",
        "broken_stream, BrokenStreamException",
        "cancelled, CancelledException",
        "not_allowed, NotAllowedException",
        "unsupported, UnsupportedByProviderException"
    })
    void anErrorIsOfItsKindPlainStreamedAndForEmbeddings(String kind, String name) {
        MockProvider provider =
                MockSettings.provider(
                        "answers:\n - error: "
                                + kind
                                + "\n - {when: {tier: embedding}, error: "
                                + kind
                                + "}\n");

        for (Callable<?> call :
                List.<Callable<?>>of(
                        () -> provider.generate(HI),
                        () -> provider.stream(HI),
                        () -> provider.embed(EmbedRequest.of(List.of("a"))))) {
            LlmException failure = catchThrowableOfType(LlmException.class, call::call);
            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure.getClass().getSimpleName()).isEqualTo(name);
            assertThat(failure).hasMessageContainingAll("pretend", kind, "mock.yaml, line");
            assertThat(failure.provider()).isEqualTo("pretend");
            assertThat(failure.model()).isNotBlank();
        }
        assertThat(provider.callsInFlight()).isZero();
    }

    @Test
    void aRateLimitAsksForItsWait() {
        MockProvider provider =
                MockSettings.provider("answers: [{error: rate_limited, retry_after_ms: 1500}]");

        assertThat(
                        catchThrowableOfType(
                                        RateLimitedException.class, () -> provider.generate(HI))
                                .retryAfter())
                .contains(Duration.ofMillis(1500));
    }

    @Test
    void anEntryForEmbeddingsMeetsOnlyEmbeddings() {
        MockProvider provider =
                MockSettings.provider(
                        """
                        answers:
                          - {when: {tier: embedding, prompt: secret}, error: not_allowed}
                          - {when: {tier: embedding}, input_tokens: 42}
                          - {error: overloaded}
                        """);

        assertThat(provider.embed(EmbedRequest.of(List.of("a text"))).usage())
                .isEqualTo(TokenUsage.reported(42, 0));
        assertThat(catchThrowable(() -> provider.embed(EmbedRequest.of(List.of("a", "secret")))))
                .hasMessageContaining("not_allowed");
        assertThatThrownBy(() -> provider.generate(HI)).isInstanceOf(OverloadedException.class);
    }

    @Test
    void aScriptedAnswerThatViolatesTheSchemaIsRepaired() {
        MockProvider provider =
                MockSettings.provider("answers: [{reply: not JSON, times: 1}, {json: {a: 1}}]");
        LlmRequest request = HI.toBuilder().responseSchema(node().put("type", "object")).build();

        LlmResponse response = provider.generate(request);

        assertThat(response.content()).isEqualTo("{\"a\":1}");
        assertThat(response.attempts()).isEqualTo(2);
    }

    private static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }

    @Test
    void theExampleInTheDocumentationLoads() throws IOException {
        String document = Files.readString(Path.of("docs/mock.md"));
        int start = document.indexOf("```yaml\nanswers:") + "```yaml\n".length();
        String example = document.substring(start, document.indexOf("```", start));

        MockProvider provider = MockSettings.provider(example);

        assertThat(
                        text(
                                provider,
                                LlmRequest.builder()
                                        .user("Please check this Refund.")
                                        .agentId("reviewer")
                                        .build()))
                .contains("approved");
        assertThat(document).contains(ScriptedError.KINDS.toArray(String[]::new));
    }

    private static String text(MockProvider provider, LlmRequest request) {
        return provider.generate(request).content();
    }

    @Test
    void anEmojiMayStandAnywhereInALongScript() {
        for (int before = 900; before < 1100; before++) {
            String text = "answers: [{reply: \"" + "x".repeat(before) + "\uD83D\uDE00\"}]";
            assertThat(MockScript.parse("script.yaml", text)).isNotNull();
        }
    }
}
