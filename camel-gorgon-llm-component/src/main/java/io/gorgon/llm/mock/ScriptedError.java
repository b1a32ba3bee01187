package io.gorgon.llm.mock;

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
import io.gorgon.llm.error.NotAllowedException;
import io.gorgon.llm.error.OutOfMemoryException;
import io.gorgon.llm.error.OverloadedException;
import io.gorgon.llm.error.RateLimitedException;
import io.gorgon.llm.error.UnreachableException;
import io.gorgon.llm.error.UnsupportedByProviderException;
import java.time.Duration;
import java.util.List;

/**
 * An error that a script asks for.
 *
 * @param kind one of {@link #KINDS}
 * @param retryAfter the wait that a {@code rate_limited} error asks for; null for none
 * @param place where the script says so, such as {@code mock.yaml, line 3}
 */
record ScriptedError(String kind, Duration retryAfter, String place) {

    private static final String BROKEN_STREAM = "broken_stream";

    /** The kinds of {@link LlmException#kind()} that can be asked for. */
    static final List<String> KINDS =
            List.of(
                    "authentication",
                    "billing",
                    "rate_limited",
                    "overloaded",
                    "timeout",
                    "unreachable",
                    "context_window_exceeded",
                    "content_refused",
                    "bad_request",
                    "model_not_found",
                    "out_of_memory",
                    BROKEN_STREAM,
                    "cancelled",
                    "not_allowed",
                    "unsupported");

    /** Whether the error is that the text ends too early. */
    boolean breaksOff() {
        return kind.equals(BROKEN_STREAM);
    }

    /** The error of an answer that is not streamed: none of its text counts. */
    LlmException ofWholeAnswer(String provider, String model, String text) {
        return breaksOff() ? brokenOff(provider, model, text, null) : plain(provider, model, text);
    }

    /**
     * The error of a stream.
     *
     * @param text what was sent before; empty when nothing was
     */
    LlmException ofStream(String provider, String model, String text) {
        LlmException plain = ofWholeAnswer(provider, model, text);
        boolean holdsText =
                plain instanceof BrokenStreamException
                        || plain instanceof LlmTimeoutException
                        || plain instanceof CancelledException;
        return text.isEmpty() || holdsText ? plain : brokenOff(provider, model, text, plain);
    }

    private BrokenStreamException brokenOff(
            String provider, String model, String text, LlmException cause) {
        return new BrokenStreamException(provider, model, text, message(provider), cause);
    }

    private String message(String provider) {
        return provider + " (mock): the script asks for the error " + kind + " (" + place + ")";
    }

    private LlmException plain(String provider, String model, String text) {
        String message = message(provider);
        return switch (kind) {
            case "authentication" -> new AuthenticationException(provider, model, 0, message, null);
            case "billing" -> new BillingException(provider, model, 0, message, null);
            case "rate_limited" ->
                    new RateLimitedException(provider, model, 0, message, retryAfter);
            case "overloaded" -> new OverloadedException(provider, model, 0, message, null);
            case "timeout" ->
                    new LlmTimeoutException(
                            provider,
                            model,
                            text.isEmpty() ? Phase.FIRST_TOKEN : Phase.IDLE,
                            text,
                            message);
            case "unreachable" -> new UnreachableException(provider, model, 0, message, null);
            case "context_window_exceeded" ->
                    new ContextWindowExceededException(provider, model, 0, message, null);
            case "content_refused" ->
                    new ContentRefusedException(provider, model, 0, message, null);
            case "bad_request" -> new BadRequestException(provider, model, 0, message, null);
            case "model_not_found" -> new ModelNotFoundException(provider, model, 0, message, null);
            case "out_of_memory" -> new OutOfMemoryException(provider, model, 0, message, null);
            case "cancelled" -> new CancelledException(provider, model, 0, message, null);
            case "not_allowed" -> new NotAllowedException(provider, model, 0, message, null);
            case "unsupported" ->
                    new UnsupportedByProviderException(provider, model, 0, message, null);
            default -> throw new IllegalStateException("unknown kind of error: " + kind);
        };
    }
}
