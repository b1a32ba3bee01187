package io.gorgon.llm.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gorgon.llm.Cancellation;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.contract.FakeLlmServer.Refusal;
import io.gorgon.llm.error.AuthenticationException;
import io.gorgon.llm.error.BadRequestException;
import io.gorgon.llm.error.BillingException;
import io.gorgon.llm.error.BrokenStreamException;
import io.gorgon.llm.error.CancelledException;
import io.gorgon.llm.error.ContentRefusedException;
import io.gorgon.llm.error.ContextWindowExceededException;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.error.LlmTimeoutException;
import io.gorgon.llm.error.LlmTimeoutException.Phase;
import io.gorgon.llm.error.ModelNotFoundException;
import io.gorgon.llm.error.OutOfMemoryException;
import io.gorgon.llm.error.OverloadedException;
import io.gorgon.llm.error.RateLimitedException;
import io.gorgon.llm.error.UnreachableException;
import io.gorgon.llm.http.Timeouts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Refusals, time-outs, cancellation and broken connections: each is the right kind of error. */
abstract class FailureContract extends StreamContract {

    private static final Map<Refusal, Class<? extends LlmException>> KINDS =
            new EnumMap<>(
                    Map.ofEntries(
                            Map.entry(Refusal.AUTHENTICATION, AuthenticationException.class),
                            Map.entry(Refusal.PERMISSION, AuthenticationException.class),
                            Map.entry(Refusal.BILLING, BillingException.class),
                            Map.entry(Refusal.RATE_LIMITED, RateLimitedException.class),
                            Map.entry(Refusal.QUOTA_EXHAUSTED, BillingException.class),
                            Map.entry(Refusal.OVERLOADED, OverloadedException.class),
                            Map.entry(Refusal.INTERNAL_ERROR, OverloadedException.class),
                            Map.entry(
                                    Refusal.CONTEXT_WINDOW_EXCEEDED,
                                    ContextWindowExceededException.class),
                            Map.entry(Refusal.CONTENT_REFUSED, ContentRefusedException.class),
                            Map.entry(Refusal.BAD_REQUEST, BadRequestException.class),
                            Map.entry(Refusal.MODEL_NOT_FOUND, ModelNotFoundException.class),
                            Map.entry(Refusal.OUT_OF_MEMORY, OutOfMemoryException.class)));

    private static final Duration TOO_LATE = Duration.ofSeconds(8);
    private static final LlmRequest HI = LlmRequest.of("hi");

    @Test
    void eachRefusalIsItsKindOfErrorAndCostsOneCall() {
        assertThat(KINDS).containsOnlyKeys(Refusal.values());
        for (Refusal refusal : server.refusals()) {
            server.refuses(refusal, Map.of());
            int before = server.calls();

            LlmException failure = failureOf(LlmException.class, () -> generate("hi"));
            LlmException streamed = failureOf(LlmException.class, () -> readAll(HI));

            assertThat(failure).as(refusal.name()).isExactlyInstanceOf(KINDS.get(refusal));
            assertThat(streamed).as(refusal.name()).isExactlyInstanceOf(KINDS.get(refusal));
            assertThat(failure.model()).as(refusal.name()).isNotBlank();
            if (server.hasTransport()) {
                assertThat(failure.status()).as(refusal.name()).isBetween(400, 599);
            }
            assertThat(server.calls() - before).as(refusal.name()).isEqualTo(2);
        }
        assertThat(server.openConnections()).isZero();
    }

    @Test
    void theWaitThatIsAskedForIsReadAsSecondsMillisecondsAndDate() {
        needsTransport();
        assumeTrue(server.refusals().contains(Refusal.RATE_LIMITED), "it limits no rates");

        assertThat(waitAfter("retry-after", "7")).isEqualTo(Duration.ofSeconds(7));
        assertThat(waitAfter("retry-after-ms", "1500")).isEqualTo(Duration.ofMillis(1500));
        String inAnHour =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        Instant.now().plusSeconds(3600).atOffset(ZoneOffset.UTC));
        assertThat(waitAfter("retry-after", inAnHour))
                .isBetween(Duration.ofMinutes(50), Duration.ofMinutes(60));
    }

    private Duration waitAfter(String header, String value) {
        server.refuses(Refusal.RATE_LIMITED, Map.of(header, value));
        return failureOf(RateLimitedException.class, () -> generate("hi"))
                .retryAfter()
                .orElseThrow();
    }

    @Test
    void aResetConnectionIsNoAnswer() {
        needsTransport();
        server.resets();

        assertThat(failureOf(LlmException.class, () -> generate("hi")))
                .isInstanceOfAny(UnreachableException.class, BrokenStreamException.class);
        assertThat(failureOf(LlmException.class, () -> readAll(HI)))
                .isInstanceOfAny(UnreachableException.class, BrokenStreamException.class);
    }

    @Test
    void aServerThatIsNotThereIsNamedWithItsAddress() {
        needsTransport();
        server.stop();

        assertThat(failureOf(UnreachableException.class, () -> generate("hi")))
                .hasMessageContaining(server.address());
        assertThat(failureOf(UnreachableException.class, () -> readAll(HI)))
                .hasMessageContaining(server.address());
        assertThat(failureOf(UnreachableException.class, () -> provider.models()))
                .hasMessageContaining(server.address());
    }

    @Test
    void aMalformedAnswerIsABrokenOne() {
        needsTransport();
        server.answersMalformed();

        failureOf(BrokenStreamException.class, () -> generate("hi"));
    }

    @Test
    void aGiantAnswerIsCutOff() {
        needsTransport();
        use(PATIENT, 50_000);
        server.answersGiant(1_000_000);

        assertThat(failureOf(BrokenStreamException.class, () -> generate("hi")))
                .hasMessageContaining("max_response_bytes");
    }

    @Test
    void theTotalTimeOutEndsAnAnswerAndAStream() {
        use(new Timeouts(LONG, LONG, LONG, SHORT), MANY_BYTES);
        server.answersAfter(TOO_LATE, HELLO);

        endsInPhase(Phase.TOTAL, () -> generate("hi"));
        endsInPhase(Phase.TOTAL, () -> readAll(HI));
    }

    @Test
    void theFirstTokenTimeOutEndsAStream() {
        use(new Timeouts(LONG, SHORT, LONG, LONG), MANY_BYTES);
        server.answersAfter(TOO_LATE, HELLO);

        endsInPhase(Phase.FIRST_TOKEN, () -> readAll(HI));
    }

    @Test
    void theIdleTimeOutEndsAStreamAndKeepsWhatHasArrived() {
        needsTransport();
        use(new Timeouts(LONG, LONG, SHORT, LONG), MANY_BYTES);
        server.dribbles(MANY_PIECES, 3, TOO_LATE);

        LlmTimeoutException failure = endsInPhase(Phase.IDLE, () -> readAll(HI));

        assertThat(failure.partialText()).isNotEmpty();
        assertThat(String.join("", MANY_PIECES)).startsWith(failure.partialText());
    }

    @Test
    void theDeadlineOfARequestEndsIt() {
        server.answersAfter(TOO_LATE, HELLO);

        endsInPhase(Phase.TOTAL, () -> provider.generate(dueIn(SHORT)));
        endsInPhase(Phase.TOTAL, () -> readAll(dueIn(SHORT)));
    }

    @Test
    void aDeadlineThatHasPassedCostsNoCall() {
        server.answers(HELLO, 11, 7);

        endsInPhase(Phase.TOTAL, () -> provider.generate(dueIn(Duration.ofSeconds(-1))));

        assertThat(server.calls()).isZero();
    }

    private static LlmRequest dueIn(Duration time) {
        return LlmRequest.builder().user("hi").deadline(Instant.now().plus(time)).build();
    }

    private LlmTimeoutException endsInPhase(Phase phase, ThrowingCallable action) {
        LlmTimeoutException failure = failureOf(LlmTimeoutException.class, action);
        assertThat(failure.phase()).isEqualTo(phase);
        await().untilAsserted(() -> assertThat(server.openConnections()).isZero());
        return failure;
    }

    @Test
    void anotherThreadCancelsAnAnswer() {
        server.answersAfter(TOO_LATE, HELLO);

        isCancelled(request -> provider.generate(request));
    }

    @Test
    void anotherThreadCancelsAStream() {
        server.answersAfter(TOO_LATE, HELLO);

        isCancelled(this::readAll);
    }

    private void isCancelled(Consumer<LlmRequest> call) {
        LlmRequest request = LlmRequest.of("hi");
        CompletableFuture<Void> running = CompletableFuture.runAsync(() -> call.accept(request));
        await().until(() -> server.calls() == 1);

        request.cancellation().cancel();

        failureOf(CancelledException.class, () -> join(running));
        await().untilAsserted(() -> assertThat(server.openConnections()).isZero());
    }

    private static void join(CompletableFuture<Void> running) throws Throwable {
        try {
            running.join();
        } catch (CompletionException e) {
            throw e.getCause();
        }
    }

    @Test
    void aStreamIsCancelledBetweenTwoPieces() {
        needsTransport();
        server.dribbles(MANY_PIECES, 3, TOO_LATE);
        Cancellation cancellation = new Cancellation();
        LlmRequest request = LlmRequest.builder().user("hi").cancellation(cancellation).build();

        try (TokenStream stream = provider.stream(request)) {
            stream.next();
            cancellation.cancel();
            failureOf(CancelledException.class, () -> drain(stream));
        }

        await().untilAsserted(() -> assertThat(server.openConnections()).isZero());
    }

    private static void drain(TokenStream stream) {
        while (stream.next() != null) {
            // until it ends or fails
        }
    }

    @Test
    void aCallCancelledBeforehandIsNotMade() {
        server.answers(HELLO, 11, 7);
        LlmRequest request = LlmRequest.of("hi");
        request.cancellation().cancel();

        failureOf(CancelledException.class, () -> provider.generate(request));
        failureOf(CancelledException.class, () -> readAll(request));

        assertThat(server.calls()).isZero();
    }
}
