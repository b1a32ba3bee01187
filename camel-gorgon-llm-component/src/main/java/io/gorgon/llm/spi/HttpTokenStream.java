package io.gorgon.llm.spi;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.gorgon.llm.FinishReason;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.TokenChunk;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.TokenUsage;
import io.gorgon.llm.error.BrokenStreamException;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.http.HttpCall;
import java.io.IOException;
import java.util.List;

/**
 * A token stream over an HTTP answer, for every provider. An end without the provider's end mark is
 * a broken stream; an error that the provider reports is that error before the first piece, and a
 * broken stream with it as the cause after.
 */
public final class HttpTokenStream implements TokenStream {

    private final HttpCall call;
    private final StreamDecoder decoder;
    private final ProviderSettings settings;
    private final String requestedModel;
    private final ModelTier tierServed;
    private final List<String> notes;
    private final long estimatedInputTokens;
    private final long startedNanos;
    private final StreamedAnswer answer = new StreamedAnswer();
    private volatile boolean closed;
    private Long timeToFirstTokenMs;
    private long latencyMs;

    /**
     * @param estimatedInputTokens stands in where the provider reports no usage
     * @param startedNanos {@link System#nanoTime()} when the call began
     */
    public HttpTokenStream(
            HttpCall call,
            StreamDecoder decoder,
            ProviderSettings settings,
            String requestedModel,
            ModelTier tierServed,
            List<String> notes,
            long estimatedInputTokens,
            long startedNanos) {
        this.call = call;
        this.decoder = decoder;
        this.settings = settings;
        this.requestedModel = requestedModel;
        this.tierServed = tierServed;
        this.notes = notes;
        this.estimatedInputTokens = estimatedInputTokens;
        this.startedNanos = startedNanos;
    }

    @Override
    public TokenChunk next() {
        if (!answer.hasPending() && !answer.isComplete() && !closed) {
            call.startWaiting();
            while (!answer.hasPending() && !answer.isComplete() && !closed) {
                advance();
            }
            call.stopWaiting();
        }
        return answer.hasPending() ? piece() : end();
    }

    private TokenChunk piece() {
        call.progressed();
        if (timeToFirstTokenMs == null) {
            timeToFirstTokenMs = latencyMs;
        }
        return answer.poll();
    }

    private TokenChunk end() {
        if (!closed && answer.isComplete()) {
            call.finish();
        }
        close();
        return null;
    }

    private void advance() {
        try {
            boolean more = decoder.advance(answer);
            latencyMs = sinceStartMs();
            if (!more && !answer.isComplete()) {
                throw call.broken(answer.contentSoFar(), null);
            }
        } catch (JsonProcessingException e) {
            throw failed(call.broken(answer.contentSoFar(), e));
        } catch (IOException e) {
            throw failed(call.failure(e, answer.contentSoFar()));
        } catch (LlmException e) {
            throw failed(beforeContent() || e instanceof BrokenStreamException ? e : broken(e));
        }
    }

    private boolean beforeContent() {
        return answer.contentSoFar().isEmpty();
    }

    private LlmException broken(LlmException reported) {
        return call.broken(answer.contentSoFar(), reported);
    }

    private LlmException failed(LlmException e) {
        close();
        return e;
    }

    private long sinceStartMs() {
        return (System.nanoTime() - startedNanos) / 1_000_000;
    }

    @Override
    public LlmResponse response() {
        String content = answer.contentSoFar();
        TokenUsage usage = answer.usage();
        if (usage == null || !answer.isComplete()) {
            usage = estimatedUsage(usage, content);
        }
        FinishReason reason =
                answer.isComplete()
                        ? answer.finishReason() == null ? FinishReason.STOP : answer.finishReason()
                        : FinishReason.CANCELLED;
        return new LlmResponse(
                content,
                answer.reasoningSoFar(),
                answer.model() == null ? requestedModel : answer.model(),
                settings.name(),
                settings.type(),
                tierServed,
                usage,
                latencyMs,
                timeToFirstTokenMs,
                reason,
                1,
                notes,
                answer.last());
    }

    private TokenUsage estimatedUsage(TokenUsage partial, String content) {
        String reasoning = answer.reasoningSoFar();
        long output = TokenEstimate.of(content) + TokenEstimate.of(reasoning);
        return partial == null
                ? TokenUsage.estimated(estimatedInputTokens, output)
                : new TokenUsage(
                        partial.inputTokens(),
                        Math.max(partial.outputTokens(), output),
                        partial.cachedInputTokens(),
                        partial.cacheWriteTokens(),
                        partial.reasoningTokens(),
                        true);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            call.close();
        }
    }
}
