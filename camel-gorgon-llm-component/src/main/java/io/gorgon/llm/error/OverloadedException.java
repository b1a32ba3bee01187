package io.gorgon.llm.error;

import java.time.Duration;
import java.util.Optional;

/** The provider is too busy, its queue is full, or it failed inside (HTTP 5xx). */
public final class OverloadedException extends LlmException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /**
     * @param retryAfter how long to wait at least; null when the provider did not say
     */
    public OverloadedException(
            String provider, String model, int status, String message, Duration retryAfter) {
        super(Remedy.RETRY, provider, model, status, message, null);
        this.retryAfter = retryAfter;
    }

    @Override
    public String kind() {
        return "overloaded";
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
