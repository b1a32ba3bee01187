package io.gorgon.llm.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gorgon.llm.Capability;
import io.gorgon.llm.FinishReason;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.error.BrokenStreamException;
import io.gorgon.llm.error.InvalidOutputException;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.error.OutOfMemoryException;
import io.gorgon.llm.error.OverloadedException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Answers in pieces, how they end, and how they break. */
abstract class StreamContract extends AnswerContract {

    private static final LlmRequest HI = LlmRequest.of("hi");

    @BeforeEach
    void withStreams(TestInfo test) {
        if (test.getTestMethod().orElseThrow().getDeclaringClass() == StreamContract.class) {
            orIsRefused(Capability.STREAMING, () -> provider.stream(HI));
        }
    }

    @Test
    void aStreamBringsItsPiecesInOrderAndEndsWithTheWholeAnswer() {
        server.answers(HELLO, 11, 7);

        try (TokenStream stream = provider.stream(HI)) {
            StringBuilder text = new StringBuilder();
            for (var chunk = stream.next(); chunk != null; chunk = stream.next()) {
                text.append(chunk.text());
            }
            LlmResponse response = stream.response();

            assertThat(text).hasToString("Hello, world!");
            assertThat(stream.next()).isNull();
            assertThat(response.content()).isEqualTo("Hello, world!");
            assertThat(response.usage().inputTokens()).isEqualTo(11);
            assertThat(response.usage().outputTokens()).isEqualTo(7);
            assertThat(response.usage().estimated()).isFalse();
            assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
            assertThat(response.tierServed()).isEqualTo(ModelTier.STANDARD);
            assertThat(response.provider()).isEqualTo(provider.name());
            assertThat(response.providerType()).isEqualTo(provider.type());
            assertThat(response.model()).isNotBlank();
            assertThat(response.timeToFirstTokenMs()).isBetween(0L, response.latencyMs());
        }
        assertThat(server.openConnections()).isZero();
    }

    @Test
    void aStreamedAnswerIsTheSameAsAPlainOne() {
        server.answers(MANY_PIECES, 11, 7);

        assertThat(textOf(readAll(HI))).isEqualTo(generate("hi").content());
    }

    @Test
    void aStreamCutByTheMaximumOfTokensSaysSo() {
        server.answersCutByLength(HELLO);

        assertThat(endOf(HI).finishReason()).isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void usageThatAStreamDoesNotReportIsEstimatedAndMarked() {
        server.answersWithoutUsage(HELLO);

        LlmResponse response = endOf(LlmRequest.of("How do you do?"));

        assertThat(response.usage().estimated()).isTrue();
        assertThat(response.usage().inputTokens()).isPositive();
        assertThat(response.usage().outputTokens()).isPositive();
    }

    private LlmResponse endOf(LlmRequest request) {
        try (TokenStream stream = provider.stream(request)) {
            while (stream.next() != null) {
                // only the end is of interest
            }
            return stream.response();
        }
    }

    @Test
    void aDribbledStreamIsPutTogether() {
        needsTransport();
        server.dribbles(MANY_PIECES, 60, SHORT);

        assertThat(textOf(readAll(HI))).isEqualTo(String.join("", MANY_PIECES));
    }

    @Test
    void closingEarlyEndsTheCallAndCanBeRepeated() {
        needsTransport();
        server.dribbles(MANY_PIECES, 3, Duration.ofSeconds(3));

        TokenStream stream = provider.stream(HI);
        String first = stream.next().text();
        stream.close();
        stream.close();

        await().untilAsserted(() -> assertThat(server.openConnections()).isZero());
        LlmResponse response = stream.response();
        assertThat(response.content()).startsWith(first);
        assertThat(response.finishReason()).isEqualTo(FinishReason.CANCELLED);
        assertThat(response.usage().estimated()).isTrue();
    }

    @Test
    void aStreamThatNobodyReadsIsClosedWithoutATrace() {
        server.answers(HELLO, 11, 7);

        provider.stream(HI).close();

        assertThat(server.openConnections()).isZero();
    }

    @Test
    void anEndWithoutTheEndMarkIsABrokenStreamWithWhatHasArrived() {
        needsTransport();
        server.endsWithoutEndMark(HELLO);

        BrokenStreamException failure = failureOf(BrokenStreamException.class, () -> readAll(HI));

        assertThat(failure.partialText()).isEqualTo("Hello, world!");
        assertThat(server.openConnections()).isZero();
    }

    @Test
    void anErrorInTheStreamBeforeContentIsThatError() {
        needsTransport();
        server.reportsErrorInStream(List.of());

        LlmException failure = failureOf(LlmException.class, () -> readAll(HI));

        assertThat(failure).isInstanceOfAny(OverloadedException.class, OutOfMemoryException.class);
        assertThat(server.openConnections()).isZero();
    }

    @Test
    void anErrorInTheStreamAfterContentIsABrokenStreamWithWhatHasArrived() {
        needsTransport();
        server.reportsErrorInStream(HELLO);

        BrokenStreamException failure = failureOf(BrokenStreamException.class, () -> readAll(HI));

        assertThat(failure.partialText()).isEqualTo("Hello, world!");
        assertThat(failure).hasCauseInstanceOf(LlmException.class);
        assertThat(server.openConnections()).isZero();
    }

    @Test
    void aMalformedStreamIsABrokenStream() {
        needsTransport();
        server.answersMalformed();

        failureOf(BrokenStreamException.class, () -> readAll(HI));

        assertThat(server.openConnections()).isZero();
    }

    @Test
    void aGiantStreamIsCutOff() {
        needsTransport();
        use(PATIENT, 50_000);
        server.answersGiant(1_000_000);

        assertThat(failureOf(BrokenStreamException.class, () -> readAll(HI)))
                .hasMessageContaining("max_response_bytes");
        await().untilAsserted(() -> assertThat(server.openConnections()).isZero());
    }

    @Test
    void aStreamedAnswerIsCheckedAgainstTheSchemaAtItsEnd() {
        server.answersInTurn(List.of(VALID, INVALID));

        assertThat(textOf(readAll(STRUCTURED))).isEqualTo(VALID);
        InvalidOutputException failure =
                failureOf(InvalidOutputException.class, () -> readAll(STRUCTURED));

        assertThat(failure.invalidText()).isEqualTo(INVALID);
        assertThat(server.calls()).isEqualTo(2);
    }
}
