package io.gorgon.llm.anthropic;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.gorgon.llm.FinishReason;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.TokenChunk;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.contract.PlainHttpClients;
import io.gorgon.llm.error.BrokenStreamException;
import io.gorgon.llm.error.OverloadedException;
import io.gorgon.llm.error.RateLimitedException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicStreamTest {

    private static final String MODEL = "claude-medium-20260101";

    @RegisterExtension
    static final WireMockExtension SERVER =
            WireMockExtension.newInstance()
                    .options(options().bindAddress("127.0.0.1").dynamicPort())
                    .build();

    private final PlainHttpClients clients = new PlainHttpClients();
    private final List<TokenChunk> chunks = new ArrayList<>();
    private AnthropicProvider provider;

    @BeforeEach
    void open() {
        provider =
                new AnthropicProvider(
                        AnthropicSettings.at("http://127.0.0.1:" + SERVER.getPort()),
                        AnthropicSettings.context(clients));
    }

    @AfterEach
    void close() {
        provider.close();
        clients.close();
    }

    private LlmResponse read(String events) {
        SERVER.stubFor(
                post("/v1/messages")
                        .willReturn(
                                aResponse()
                                        .withHeader("content-type", "text/event-stream")
                                        .withBody(events)));
        try (TokenStream stream = provider.stream(LlmRequest.of("How do you do?"))) {
            for (TokenChunk chunk = stream.next(); chunk != null; chunk = stream.next()) {
                chunks.add(chunk);
            }
            return stream.response();
        }
    }

    private static String answer(String stopReason) {
        return AnthropicWire.start(MODEL, List.of("Fi", "ne."), AnthropicWire.usage(9, 1))
                + AnthropicWire.end(stopReason, "{'output_tokens':12}");
    }

    @Test
    void thinkingIsKeptApartFromTheText() {
        LlmResponse response =
                read(
                        AnthropicWire.start(MODEL, List.of(), AnthropicWire.usage(9, 1))
                                + AnthropicWire.event(
                                        "{'type':'content_block_start','content_block':{'type':'thinking','thinking':''}}")
                                + AnthropicWire.event(
                                        "{'type':'content_block_delta','delta':{'type':'thinking_delta','thinking':'Hm.'}}")
                                + AnthropicWire.event(
                                        "{'type':'content_block_delta','delta':{'type':'signature_delta','signature':'xx'}}")
                                + AnthropicWire.event(
                                        "{'type':'content_block_delta','delta':{'type':'text_delta','text':'Fine.'}}")
                                + AnthropicWire.end("end_turn", AnthropicWire.usage(9, 12)));

        assertThat(chunks)
                .containsExactly(TokenChunk.reasoning("Hm."), TokenChunk.content("Fine."));
        assertThat(response.reasoning()).isEqualTo("Hm.");
        assertThat(response.content()).isEqualTo("Fine.");
        assertThat(response.model()).isEqualTo(MODEL);
    }

    @Test
    void runningTotalsReplaceWhatWasReportedBefore() {
        LlmResponse response =
                read(
                        AnthropicWire.start(
                                        MODEL,
                                        List.of("Fine."),
                                        "{'input_tokens':9,'cache_read_input_tokens':100,"
                                                + "'cache_creation_input_tokens':20,'output_tokens':3}")
                                + AnthropicWire.event(
                                        "{'type':'message_delta','delta':{},'usage':{'output_tokens':5}}")
                                + AnthropicWire.end(
                                        "end_turn",
                                        "{'output_tokens':12,'output_tokens_details':{'thinking_tokens':4}}"));

        assertThat(response.usage().inputTokens()).isEqualTo(129);
        assertThat(response.usage().outputTokens()).isEqualTo(12);
        assertThat(response.usage().cachedInputTokens()).isEqualTo(100);
        assertThat(response.usage().cacheWriteTokens()).isEqualTo(20);
        assertThat(response.usage().reasoningTokens()).isEqualTo(4);
        assertThat(response.usage().estimated()).isFalse();
    }

    @Test
    void anOutputCountThatNeverComesIsEstimatedAndTheInputKept() {
        LlmResponse response =
                read(
                        AnthropicWire.start(MODEL, List.of("Fine."), AnthropicWire.usage(9, 1))
                                + AnthropicWire.end("end_turn", null));

        assertThat(response.usage().inputTokens()).isEqualTo(9);
        assertThat(response.usage().outputTokens()).isGreaterThan(1);
        assertThat(response.usage().estimated()).isTrue();
    }

    @Test
    void pingsAndUnknownEventsAndBlocksSayNothing() {
        LlmResponse response =
                read(
                        AnthropicWire.event("{'type':'ping'}")
                                + AnthropicWire.event("{'type':'weather_report','rain':true}")
                                + ": a comment\n\n"
                                + AnthropicWire.event(
                                        "{'type':'content_block_delta','delta':{'type':'input_json_delta','partial_json':'{'}}")
                                + answer("end_turn"));

        assertThat(response.content()).isEqualTo("Fine.");
        assertThat(response.notes()).isEmpty();
    }

    @Test
    void theNameOfAnEventStandsInForAMissingType() {
        LlmResponse response =
                read(
                        AnthropicWire.start(MODEL, List.of("Fine."), null)
                                + "event: message_stop\ndata: {}\n\n");

        assertThat(response.content()).isEqualTo("Fine.");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn, STOP",
        "stop_sequence, STOP",
        "max_tokens, LENGTH",
        "model_context_window_exceeded, LENGTH",
        "tool_use, TOOL_CALLS",
        "refusal, CONTENT_FILTER",
        "pause_turn, STOP",
        "something_new, STOP",
    })
    void eachStopReasonIsItsFinishReason(String stopReason, FinishReason reason) {
        assertThat(read(answer(stopReason)).finishReason()).isEqualTo(reason);
    }

    @Test
    void aRefusalIsAnAnswerWithItsCategoryAsANote() {
        LlmResponse response =
                read(
                        AnthropicWire.start(MODEL, List.of(), AnthropicWire.usage(9, 1))
                                + AnthropicWire.event(
                                        "{'type':'message_delta','delta':{'stop_reason':'refusal',"
                                                + "'stop_details':{'type':'refusal','category':'bio'}}}")
                                + AnthropicWire.event("{'type':'message_stop'}"));

        assertThat(response.finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
        assertThat(response.notes()).singleElement().asString().contains("category bio");
    }

    @Test
    void aPausedStreamEndsWithANote() {
        assertThat(read(answer("pause_turn")).notes())
                .singleElement()
                .asString()
                .contains("pause_turn", "incomplete");
    }

    @Test
    void theRawAnswerIsTheEventWithTheStopReason() {
        assertThat(read(answer("end_turn")).raw().path("delta").path("stop_reason").asText())
                .isEqualTo("end_turn");
    }

    @Test
    void anErrorBeforeContentIsOfItsOwnKind() {
        String error =
                AnthropicWire.event(AnthropicWire.error("rate_limit_error", "Too much at once"));

        assertThat(catchThrowableOfType(RateLimitedException.class, () -> read(error)))
                .hasMessageContaining("Too much at once");
    }

    @Test
    void anErrorAfterContentIsABrokenStreamWithItsCause() {
        String events =
                AnthropicWire.start(MODEL, List.of("Fi"), null)
                        + AnthropicWire.event(
                                AnthropicWire.error("overloaded_error", "Overloaded"));

        BrokenStreamException failure =
                catchThrowableOfType(BrokenStreamException.class, () -> read(events));

        assertThat(failure.partialText()).isEqualTo("Fi");
        assertThat(failure).hasCauseInstanceOf(OverloadedException.class);
    }

    @Test
    void anEndAfterTheStopReasonButWithoutMessageStopIsABrokenStream() {
        String whole = answer("end_turn");
        String cut = whole.substring(0, whole.indexOf("event: message_stop"));

        BrokenStreamException failure =
                catchThrowableOfType(BrokenStreamException.class, () -> read(cut));

        assertThat(failure.partialText()).isEqualTo("Fine.");
    }

    @Test
    void anEventThatIsNoJsonIsABrokenStream() {
        String events =
                AnthropicWire.start(MODEL, List.of("Fi"), null) + "event: x\ndata: {oops\n\n";

        assertThat(catchThrowableOfType(BrokenStreamException.class, () -> read(events)))
                .isNotNull();
    }
}
