package io.gorgon.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.llm.FinishReason;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.TokenChunk;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.error.LlmException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Prints an answer: the content to standard output, what there is to say about it to the other. */
final class Answer {

    private static final String MOCK_TYPE = "mock";
    private static final String MOCK_WARNING = "answered by the built-in mock, not by a model";

    private final Surroundings surroundings;
    private final PrintStream out;
    private final PrintStream err;
    private final boolean withReasoning;

    /**
     * @param withReasoning whether to show on standard error what a model thinks before it answers
     */
    Answer(Surroundings surroundings, boolean withReasoning) {
        this.surroundings = surroundings;
        this.out = surroundings.out();
        this.err = surroundings.err();
        this.withReasoning = withReasoning;
    }

    static boolean isMock(String providerType) {
        return MOCK_TYPE.equals(providerType);
    }

    void printContent(LlmResponse response) {
        if (withReasoning && response.reasoning() != null) {
            err.println(surroundings.errStyle().dim(response.reasoning()));
        }
        out.print(response.content());
        endLine(response.content());
    }

    /**
     * Prints an answer piece by piece. When it breaks off, what has come stays.
     *
     * @param waiting what to take back when the first piece comes
     * @return the whole answer
     */
    LlmResponse printPieces(TokenStream pieces, Waiting waiting) {
        String last = "";
        try {
            for (TokenChunk chunk = pieces.next(); chunk != null; chunk = pieces.next()) {
                waiting.end();
                if (chunk.kind() == TokenChunk.Kind.CONTENT) {
                    last = chunk.text();
                    out.print(last);
                    // As with "gorgon ask --stream … | head -1": no reason to let the model go on.
                    if (out.checkError()) {
                        return pieces.response();
                    }
                } else if (withReasoning) {
                    err.print(surroundings.errStyle().dim(chunk.text()));
                    err.flush();
                }
            }
        } catch (LlmException e) {
            if (surroundings.outIsTerminal()) {
                endLine(last);
            }
            throw e;
        }
        endLine(last);
        return pieces.response();
    }

    private void endLine(String text) {
        if (!text.isEmpty() && !text.endsWith("\n")) {
            out.println();
        }
        out.flush();
    }

    /** Tells who answered and what it took; to a person, except for what must never be missed. */
    void printSummary(LlmResponse response, Optional<BigDecimal> cost) {
        Style style = surroundings.errStyle();
        response.failedAttempts()
                .forEach(attempt -> err.println(style.yellow("note: ") + "tried " + attempt));
        response.notes().stream()
                .filter(note -> !saysMock(note))
                .forEach(note -> err.println(style.yellow("note: ") + note));
        String ending = unusualEnding(response.finishReason());
        if (ending != null) {
            err.println(style.yellow("note: ") + ending);
        }
        warnOfMock(response.providerType());
        if (surroundings.errIsTerminal()) {
            err.println(style.dim(summary(response, cost)));
        }
    }

    private static String unusualEnding(FinishReason reason) {
        return switch (reason) {
            case LENGTH ->
                    "the answer is cut off: it reached the most tokens allowed (--max-tokens) or"
                            + " the end of the model's context window";
            case CONTENT_FILTER ->
                    "the provider withheld the answer or the model refused to give one";
            case BUDGET_EXCEEDED -> "the answer is cut off: a budget was used up";
            case STOP, TOOL_CALLS, CANCELLED -> null;
        };
    }

    /** Says on standard error, always, that no model was asked. */
    void warnOfMock(String providerType) {
        if (isMock(providerType)) {
            err.println(surroundings.errStyle().yellow(MOCK_WARNING));
        }
    }

    /** The mock notes it on its answers itself; once is enough. */
    private static boolean saysMock(String note) {
        return note.regionMatches(true, 0, MOCK_WARNING, 0, MOCK_WARNING.length());
    }

    /** Provider, model, tier, tokens, time and money in a line. */
    static String summary(LlmResponse response, Optional<BigDecimal> cost) {
        List<String> parts = new ArrayList<>();
        parts.add(response.provider());
        parts.add(response.model());
        if (response.tierServed() != null) {
            parts.add(response.tierServed().label());
        }
        parts.add(
                (response.usage().estimated() ? "about " : "")
                        + response.usage().inputTokens()
                        + " + "
                        + Words.count(response.usage().outputTokens(), "token"));
        parts.add(Words.duration(response.latencyMs()));
        cost.ifPresent(amount -> parts.add(Words.dollars(amount)));
        return String.join(" · ", parts);
    }

    /** Prints the answer as the command's one JSON document. */
    void printJson(LlmResponse response, ModelTier tierAsked, Optional<BigDecimal> cost) {
        warnOfMock(response.providerType());
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("content", response.content());
        json.put("model", response.model());
        json.put("provider", response.provider());
        json.put("provider_type", response.providerType());
        json.put("tier", tierAsked.label());
        json.put("tier_served", label(response.tierServed()));
        json.put("input_tokens", response.usage().inputTokens());
        json.put("output_tokens", response.usage().outputTokens());
        json.put("total_tokens", response.usage().totalTokens());
        json.put("cached_tokens", response.usage().cachedInputTokens());
        json.put("reasoning_tokens", response.usage().reasoningTokens());
        json.put("usage_estimated", response.usage().estimated());
        json.put("latency_ms", response.latencyMs());
        json.put("time_to_first_token_ms", response.timeToFirstTokenMs());
        json.put("finish_reason", response.finishReason().label());
        json.put("attempts", response.attempts());
        ArrayNode failed = json.putArray("failed_attempts");
        response.failedAttempts()
                .forEach(
                        attempt ->
                                failed.addObject()
                                        .put("provider", attempt.provider())
                                        .put("model", attempt.model())
                                        .put("kind", attempt.kind())
                                        .put("duration_ms", attempt.durationMs()));
        json.put("cost_usd", cost.orElse(null));
        json.put("mock", isMock(response.providerType()));
        response.notes().forEach(json.putArray("notes")::add);
        Json.print(out, json);
    }

    private static String label(ModelTier tier) {
        return tier == null ? null : tier.label();
    }
}
