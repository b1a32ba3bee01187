package io.gorgon.llm.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.http.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A server that speaks one provider's wire format and misbehaves on command, so that one suite of
 * tests can be run against every provider. What it is told holds for all following calls, plain and
 * streamed, until it is told something else. Only chat calls obey: lists of models and probes are
 * always answered, embedding calls as {@link #embedsByText} says.
 */
public interface FakeLlmServer extends AutoCloseable {

    /** The input tokens that each answer of {@link #answersInTurn} reports. */
    long TURN_INPUT_TOKENS = 10;

    /** The output tokens that each answer of {@link #answersInTurn} reports. */
    long TURN_OUTPUT_TOKENS = 5;

    /**
     * The provider under test, talking to this server with {@link #key} and these time-outs, with
     * one model for each tier that it can serve. Its HTTP clients come from {@link
     * PlainHttpClients}. The caller closes it.
     */
    LlmProvider provider(Timeouts timeouts, long maxResponseBytes);

    /**
     * Whether the provider sends bytes to this server. Without, the parts of the suite that are
     * about bytes, connections and addresses are skipped.
     */
    default boolean hasTransport() {
        return true;
    }

    /** Host and port as messages have to name them, such as {@code localhost:40123}. */
    String address();

    /** The key that the provider was given; null when it takes none. */
    String key();

    /** Stops to listen. Connections are refused from now on; the provider stays as it is. */
    void stop();

    /** The connections that calls of the provider hold at the moment; idle ones do not count. */
    int openConnections();

    /** Answers with a text in the given pieces, and this usage. */
    void answers(List<String> pieces, long inputTokens, long outputTokens);

    /** Answers with a text in the given pieces, and does not report usage. */
    void answersWithoutUsage(List<String> pieces);

    /** Answers with a text in the given pieces, ended by the maximum of tokens. */
    void answersCutByLength(List<String> pieces);

    /**
     * Sends its answers one after the other, a call each, then the last one for ever, each with the
     * usage of {@link #TURN_INPUT_TOKENS} and {@link #TURN_OUTPUT_TOKENS}.
     */
    void answersInTurn(List<String> texts);

    /** Sends nothing for a while, then the answer. */
    void answersAfter(Duration delay, List<String> pieces);

    /** Spreads the bytes of a streamed answer evenly over a time, in this many chunks. */
    void dribbles(List<String> pieces, int chunks, Duration time);

    /** Streams these pieces and ends the connection cleanly without the end mark. */
    void endsWithoutEndMark(List<String> pieces);

    /**
     * Streams these pieces, which may be none, and then reports, inside the stream, that it is
     * overloaded or has crashed.
     */
    void reportsErrorInStream(List<String> pieces);

    /** Resets the connection. */
    void resets();

    /** Sends a 200 with text that is not in the wire format. */
    void answersMalformed();

    /** Sends a well-formed answer with a text of this many bytes. */
    void answersGiant(int bytes);

    /**
     * Refuses calls the way this provider does for this reason, with more headers. A refusal of a
     * key repeats the key in its text, as servers do.
     */
    void refuses(Refusal refusal, Map<String, String> headers);

    /** The reasons for which this provider refuses calls. */
    List<Refusal> refusals();

    /**
     * Answers embedding calls with a vector for each text that depends on nothing but the text.
     * Never called for a provider without embeddings.
     */
    void embedsByText();

    /** The body of the last chat or embedding call. */
    JsonNode lastRequest();

    /** The headers of the last chat or embedding call, names in lower case. */
    Map<String, String> lastHeaders();

    /**
     * The number of chat or embedding calls so far, those that still wait for an answer included.
     */
    int calls();

    /** Stops and gives everything back, the provider's HTTP clients included; can be repeated. */
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
