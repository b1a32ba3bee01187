package io.gorgon.llm.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.FinishReason;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.error.BrokenStreamException;
import io.gorgon.llm.error.CancelledException;
import io.gorgon.llm.error.LlmTimeoutException;
import io.gorgon.llm.error.LlmTimeoutException.Phase;
import io.gorgon.llm.error.OverloadedException;
import io.gorgon.llm.http.Timeouts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MockStreamTest {

    private static final LlmRequest HI = LlmRequest.of("hi");
    private static final Duration LONG = MockSettings.LONG;
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final String FOR_EVER = "3600000";

    private MockProvider provider = MockSettings.provider();

    private MockProvider use(String script) {
        return use(script, MockSettings.PATIENT);
    }

    private MockProvider use(String script, Timeouts timeouts) {
        provider = MockSettings.provider(script, timeouts);
        return provider;
    }

    @AfterEach
    void noCallIsLeftOver() {
        assertThat(provider.callsInFlight()).isZero();
    }

    @Test
    void theDefaultAnswerComesInWords() {
        List<String> pieces = MockSettings.read(provider, HI);

        assertThat(pieces).startsWith("This ", "is ", "the ");
        assertThat(String.join("", pieces)).isEqualTo(provider.generate(HI).content());
    }

    @Test
    void piecesComeAsTheyAreWrittenAndEmptyOnesNotAtAll() {
        use("answers: [{stream: ['a b', {text: '', delay_ms: 1}, {text: c, delay_ms: 1}]}]");

        assertThat(MockSettings.read(provider, HI)).containsExactly("a b", "c");
    }

    @Test
    void anEmptyReplyIsAStreamWithoutPieces() {
        use("answers: [{reply: ''}]");

        try (TokenStream stream = provider.stream(HI)) {
            assertThat(stream.next()).isNull();
            assertThat(stream.response().content()).isEmpty();
            assertThat(stream.response().finishReason()).isEqualTo(FinishReason.STOP);
        }
    }

    @Test
    void beforeItsEndAnAnswerIsPartialCancelledAndEstimated() {
        use("answers: [{stream: [a, b], input_tokens: 10, output_tokens: 5}]");

        TokenStream stream = provider.stream(HI);
        stream.next();
        stream.close();
        stream.close();
        LlmResponse response = stream.response();

        assertThat(response.content()).isEqualTo("a");
        assertThat(response.finishReason()).isEqualTo(FinishReason.CANCELLED);
        assertThat(response.usage().estimated()).isTrue();
        assertThat(stream.next()).isNull();
    }

    @Test
    void aBrokenStreamHoldsWhatWasSent() {
        use("answers: [{stream: [Hel, lo], error: broken_stream}]");

        BrokenStreamException streamed = failure(BrokenStreamException.class, () -> read());
        BrokenStreamException whole =
                failure(BrokenStreamException.class, () -> provider.generate(HI));

        assertThat(streamed.partialText()).isEqualTo("Hello");
        assertThat(whole.partialText()).isEqualTo("Hello");
    }

    @Test
    void aStreamBreaksSoOftenAndThenIsWhole() {
        use("answers: [{stream: [Hel, lo], error: broken_stream, fail_times: 1}]");

        assertThat(failure(BrokenStreamException.class, () -> read()).partialText())
                .isEqualTo("Hello");
        assertThat(MockSettings.read(provider, HI)).containsExactly("Hel", "lo");
    }

    @Test
    void anErrorAfterPiecesIsABrokenStreamWithTheErrorAsCause() {
        use("answers: [{stream: [Hel, lo], error: overloaded}]");

        BrokenStreamException streamed = failure(BrokenStreamException.class, () -> read());

        assertThat(streamed.partialText()).isEqualTo("Hello");
        assertThat(streamed).hasCauseInstanceOf(OverloadedException.class);
        failure(OverloadedException.class, () -> provider.generate(HI));
    }

    @Test
    void aTimeOutAfterPiecesIsOneBetweenPieces() {
        use("answers: [{stream: [Hel], error: timeout}]");

        LlmTimeoutException failure = failure(LlmTimeoutException.class, () -> read());

        assertThat(failure.phase()).isEqualTo(Phase.IDLE);
        assertThat(failure.partialText()).isEqualTo("Hel");
    }

    @Test
    void theFirstTokenTimeOutCountsBothDelaysBeforeTheFirstPiece() {
        String script = "answers: [{delay_ms: 40, stream: [{text: a, delay_ms: 40}]}]";
        use(script, new Timeouts(LONG, SHORT, LONG, LONG));

        assertThat(failure(LlmTimeoutException.class, () -> read()).phase())
                .isEqualTo(Phase.FIRST_TOKEN);
        assertThat(provider.generate(HI).content()).isEqualTo("a");
    }

    @Test
    void theIdleTimeOutEndsAWaitBetweenPieces() {
        use(
                "answers: [{stream: [a, {text: b, delay_ms: " + FOR_EVER + "}]}]",
                new Timeouts(LONG, LONG, SHORT, LONG));

        LlmTimeoutException failure = failure(LlmTimeoutException.class, () -> read());

        assertThat(failure.phase()).isEqualTo(Phase.IDLE);
        assertThat(failure.partialText()).isEqualTo("a");
        assertThat(failure).hasMessageContainingAll("pretend", "50 ms");
    }

    @Test
    void theTotalTimeOutEndsAnAnswerAStreamAndAnEmbedding() {
        use(
                "answers: [{delay_ms: "
                        + FOR_EVER
                        + "}, {when: {tier: embedding}, delay_ms: "
                        + FOR_EVER
                        + "}]",
                new Timeouts(LONG, LONG, LONG, SHORT));

        for (ThrowingCallable call :
                List.<ThrowingCallable>of(
                        () -> provider.generate(HI),
                        this::read,
                        () -> provider.embed(EmbedRequest.of(List.of("a"))))) {
            assertThat(failure(LlmTimeoutException.class, call).phase()).isEqualTo(Phase.TOTAL);
        }
    }

    @Test
    void theDelayBeforeAnErrorObeysTheTimeOuts() {
        use(
                "answers: [{delay_ms: " + FOR_EVER + ", error: overloaded}]",
                new Timeouts(LONG, SHORT, LONG, LONG));

        assertThat(failure(LlmTimeoutException.class, () -> provider.stream(HI)).phase())
                .isEqualTo(Phase.FIRST_TOKEN);
    }

    @Test
    void theDeadlineEndsAStreamBetweenPieces() {
        use("answers: [{stream: [a, {text: b, delay_ms: " + FOR_EVER + "}]}]");
        LlmRequest request = HI.toBuilder().deadline(Instant.now().plusSeconds(1)).build();

        try (TokenStream stream = provider.stream(request)) {
            assertThat(stream.next().text()).isEqualTo("a");
            assertThat(failure(LlmTimeoutException.class, stream::next).phase())
                    .isEqualTo(Phase.TOTAL);
        }
    }

    @Test
    void aStreamIsCancelledBetweenPieces() {
        use("answers: [{stream: [a, b]}]");
        LlmRequest request = LlmRequest.of("hi");

        try (TokenStream stream = provider.stream(request)) {
            stream.next();
            request.cancellation().cancel();
            failure(CancelledException.class, stream::next);
        }
    }

    @Test
    void cancellingClosingAndInterruptingEndAWait() {
        use("answers: [{delay_ms: " + FOR_EVER + "}]");

        LlmRequest cancelled = LlmRequest.of("hi");
        endsWaiting(provider.stream(cancelled), cancelled.cancellation()::cancel);

        TokenStream closed = provider.stream(LlmRequest.of("hi"));
        endsWaiting(closed, closed::close);

        endsWaiting(provider.stream(LlmRequest.of("hi")), provider::close);
    }

    private void endsWaiting(TokenStream stream, Runnable ending) {
        CompletableFuture<Thread> reader = new CompletableFuture<>();
        CompletableFuture<Void> reading =
                CompletableFuture.runAsync(
                        () -> {
                            reader.complete(Thread.currentThread());
                            stream.next();
                        });
        Thread thread = reader.join();
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);

        ending.run();

        assertThat(catchThrowableOfType(CompletionException.class, reading::join))
                .hasCauseInstanceOf(CancelledException.class);
        assertThat(provider.callsInFlight()).isZero();
        stream.close();
    }

    @Test
    void anInterruptedThreadStopsWaitingAndStaysInterrupted() {
        use("answers: [{delay_ms: " + FOR_EVER + "}]");

        Thread.currentThread().interrupt();
        CancelledException failure = failure(CancelledException.class, () -> provider.generate(HI));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure).hasMessageContaining("interrupted");
    }

    @Test
    void anAnswerOfTooManyBytesIsCutOff() {
        provider =
                new MockProvider(
                        MockSettings.of(
                                JsonNodeFactory.instance.objectNode(), MockSettings.PATIENT, 10),
                        MockSettings.CONTEXT,
                        MockScript.parse("mock.yaml", "answers: [{stream: [12345678, 9012]}]"));

        assertThat(failure(BrokenStreamException.class, () -> provider.generate(HI)))
                .hasMessageContaining("max_response_bytes");
        assertThat(failure(BrokenStreamException.class, () -> read()).partialText())
                .isEqualTo("12345678");
    }

    @Test
    void aDelayedAnswerArrivesAndItsDelayIsPartOfTheLatency() {
        use("answers: [{delay_ms: 20, reply: late}]");

        LlmResponse response = provider.generate(HI);

        assertThat(response.content()).isEqualTo("late");
        assertThat(response.latencyMs()).isGreaterThanOrEqualTo(20);
    }

    private void read() {
        MockSettings.read(provider, HI);
    }

    private static <T extends Throwable> T failure(Class<T> type, ThrowingCallable action) {
        T failure = catchThrowableOfType(type, action);
        assertThat(failure).as("nothing was thrown").isNotNull();
        return failure;
    }
}
