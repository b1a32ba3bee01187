package io.gorgon.llm.spi;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.FinishReason;
import io.gorgon.llm.TokenChunk;
import io.gorgon.llm.TokenUsage;
import java.util.ArrayDeque;
import java.util.Deque;

/** What a stream has said so far. Filled by a {@link StreamDecoder}, one thread at a time. */
public final class StreamedAnswer {

    private final Deque<TokenChunk> pending = new ArrayDeque<>();
    private final StringBuilder content = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private String model;
    private TokenUsage usage;
    private FinishReason finishReason;
    private JsonNode last;
    private boolean complete;

    /** A piece of the answer; null and empty are passed over. */
    public void content(String text) {
        if (text != null && !text.isEmpty()) {
            content.append(text);
            pending.add(TokenChunk.content(text));
        }
    }

    /** A piece of the reasoning; null and empty are passed over. */
    public void reasoning(String text) {
        if (text != null && !text.isEmpty()) {
            reasoning.append(text);
            pending.add(TokenChunk.reasoning(text));
        }
    }

    /** The name of the model that answers. */
    public void model(String name) {
        model = name;
    }

    /** The usage as reported so far; replaces what was there. */
    public void usage(TokenUsage reported) {
        usage = reported;
    }

    public void finishReason(FinishReason reason) {
        finishReason = reason;
    }

    /** The provider's end mark has come. */
    public void complete(JsonNode lastObject) {
        last = lastObject;
        complete = true;
    }

    TokenChunk poll() {
        return pending.poll();
    }

    boolean hasPending() {
        return !pending.isEmpty();
    }

    public String contentSoFar() {
        return content.toString();
    }

    /** The reasoning so far; null when there is none. */
    public String reasoningSoFar() {
        return reasoning.isEmpty() ? null : reasoning.toString();
    }

    String model() {
        return model;
    }

    /** The usage as reported so far; null when none was. */
    public TokenUsage usage() {
        return usage;
    }

    FinishReason finishReason() {
        return finishReason;
    }

    JsonNode last() {
        return last;
    }

    boolean isComplete() {
        return complete;
    }
}
