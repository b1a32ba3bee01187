package io.gorgon.llm.error;

import java.time.Duration;
import java.util.Optional;

/** Too many requests or tokens in a while. Another try is welcome after the wait. */
public final class RateLimitedException extends LlmException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /**
     * @param retryAfter how long to wait at least; null when the provider did not say
     */
    public RateLimitedException(
            String provider, String model, int status, String message, Duration retryAfter) {
        super(Remedy.RETRY, provider, model, status, message, null);
        this.retryAfter = retryAfter;
    }

    @Override
    public String kind() {
        return "rate_limited";
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
