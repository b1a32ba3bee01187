package io.gorgon.llm.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.http.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A server that speaks one provider's wire format and misbehaves on command, so that one suite of
 * tests can be run against every provider. What it is told holds for all following calls until it
 * is told something else.
 */
public interface FakeLlmServer extends AutoCloseable {

    /** The provider under test, talking to this server with a valid key and these time-outs. */
    LlmProvider provider(Timeouts timeouts, long maxResponseBytes);

    /** Answers chat calls, plain and streamed, with a text in the given pieces, and this usage. */
    void answers(List<String> pieces, long inputTokens, long outputTokens);

    /** As {@link #answers}, but does not report usage. */
    void answersWithoutUsage(List<String> pieces);

    /** As {@link #answers}, but ended by the maximum of tokens. */
    void answersCutByLength(List<String> pieces);

    /** Sends its answers one after the other, a call each, then the last one for ever. */
    void answersInTurn(List<String> texts);

    /** Sends nothing for a while, then the answer. */
    void answersAfter(Duration delay, List<String> pieces);

    /** Spreads the bytes of a streamed answer evenly over a time, in this many chunks. */
    void dribbles(List<String> pieces, int chunks, Duration time);

    /** Streams these pieces and ends the connection cleanly without the end mark. */
    void endsWithoutEndMark(List<String> pieces);

    /**
     * Streams these pieces and then reports, inside the stream, that it is overloaded or has
     * crashed.
     */
    void reportsErrorInStream(List<String> pieces);

    /** Resets the connection. */
    void resets();

    /** Sends a 200 with text that is not in the wire format. */
    void answersMalformed();

    /** Sends a well-formed answer with a text of this many bytes. */
    void answersGiant(int bytes);

    /** Refuses calls the way this provider does for this reason, with more headers. */
    void refuses(Refusal refusal, Map<String, String> headers);

    /** The reasons for which this provider refuses calls. */
    List<Refusal> refusals();

    /** The body of the last chat or embedding call. */
    JsonNode lastRequest();

    /** The headers of the last chat or embedding call, names in lower case. */
    Map<String, String> lastHeaders();

    /** The number of chat or embedding calls so far. */
    int calls();

    @Override
    void close();

    /** Why a call is refused: one for each kind of error that a status and a body stand for. */
    enum Refusal {
        AUTHENTICATION,
        PERMISSION,
        BILLING,
        RATE_LIMITED,
        QUOTA_EXHAUSTED,
        OVERLOADED,
        INTERNAL_ERROR,
        CONTEXT_WINDOW_EXCEEDED,
        CONTENT_REFUSED,
        BAD_REQUEST,
        MODEL_NOT_FOUND,
        OUT_OF_MEMORY
    }
}
