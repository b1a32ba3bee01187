package io.gorgon.llm.mock;

import io.gorgon.llm.FinishReason;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.TokenChunk;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.TokenUsage;
import io.gorgon.llm.error.BrokenStreamException;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.error.LlmTimeoutException.Phase;
import io.gorgon.llm.spi.ProviderSettings;
import io.gorgon.llm.spi.TokenEstimate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Gives an answer out piece by piece, with its delays and its error. */
final class MockTokenStream implements TokenStream {

    private static final List<String> NOTES =
            List.of("Answered by the built-in mock, not by a model.");

    private final MockCall call;
    private final ProviderSettings settings;
    private final LlmRequest request;
    private final ScriptedAnswer answer;
    private final boolean streamed;
    private final StringBuilder content = new StringBuilder();
    private long bytes;
    private int given;
    private boolean waited;
    private boolean complete;
    private Long timeToFirstTokenMs;
    private long latencyMs;

    /**
     * @param streamed false when the caller gets the answer as a whole, so that only the total
     *     time-out applies and an error leaves nothing of it
     */
    MockTokenStream(
            MockCall call,
            ProviderSettings settings,
            LlmRequest request,
            ScriptedAnswer answer,
            boolean streamed) {
        this.call = call;
        this.settings = settings;
        this.request = request;
        this.answer = answer;
        this.streamed = streamed;
    }

    @Override
    public TokenChunk next() {
        if (complete || call.isClosed()) {
            return null;
        }
        try {
            while (given < answer.pieces().size()) {
                AnswerPiece piece = answer.pieces().get(given);
                pause(piece.delay());
                given++;
                if (!piece.text().isEmpty()) {
                    return give(piece.text());
                }
            }
            end();
            return null;
        } catch (LlmException e) {
            close();
            throw e;
        }
    }

    private TokenChunk give(String text) {
        bytes += text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > settings.maxResponseBytes()) {
            throw new BrokenStreamException(
                    settings.name(),
                    call.model(),
                    content.toString(),
                    settings.name()
                            + ": the answer is longer than "
                            + settings.maxResponseBytes()
                            + " bytes (max_response_bytes)",
                    null);
        }
        content.append(text);
        latencyMs = call.elapsedMs();
        if (timeToFirstTokenMs == null && streamed) {
            timeToFirstTokenMs = latencyMs;
        }
        return TokenChunk.content(text);
    }

    private void end() {
        pause(Duration.ZERO);
        latencyMs = call.elapsedMs();
        if (answer.error() != null) {
            String text = content.toString();
            throw streamed
                    ? answer.error().ofStream(settings.name(), call.model(), text)
                    : answer.error().ofWholeAnswer(settings.name(), call.model(), text);
        }
        complete = true;
        close();
    }

    private void pause(Duration delay) {
        Duration all = waited ? delay : delay.plus(answer.delay());
        waited = true;
        Phase phase = content.isEmpty() ? Phase.FIRST_TOKEN : Phase.IDLE;
        call.pause(all, streamed ? phase : Phase.TOTAL, content.toString());
    }

    @Override
    public LlmResponse response() {
        FinishReason reason =
                answer.finishReason() == null ? FinishReason.STOP : answer.finishReason();
        return new LlmResponse(
                content.toString(),
                null,
                call.model(),
                settings.name(),
                settings.type(),
                request.tier(),
                usage(),
                latencyMs,
                timeToFirstTokenMs,
                complete ? reason : FinishReason.CANCELLED,
                1,
                NOTES,
                null);
    }

    private TokenUsage usage() {
        long estimatedOutput = TokenEstimate.of(content.toString());
        Long input = answer.inputTokens();
        Long output = answer.outputTokens();
        if (complete && input != null && output != null) {
            return TokenUsage.reported(input, output);
        }
        return TokenUsage.estimated(
                input == null ? TokenEstimate.of(request) : input,
                output == null || !complete ? estimatedOutput : output);
    }

    @Override
    public void close() {
        call.close();
    }
}
