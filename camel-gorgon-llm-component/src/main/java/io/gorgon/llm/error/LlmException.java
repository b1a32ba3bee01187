package io.gorgon.llm.error;

import java.time.Duration;
import java.util.Optional;

/**
 * A call that brought no answer. Its message is one sentence for people, fit for logs: it holds no
 * key, no header and at most a short redacted piece of what the provider said.
 */
public abstract class LlmException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String provider;
    private final String model;
    private final int status;
    private final Remedy remedy;

    /**
     * @param provider the provider's name; null when it never came to one
     * @param model the model asked; null when none was chosen
     * @param status the HTTP status; 0 when there was none
     */
    protected LlmException(
            Remedy remedy,
            String provider,
            String model,
            int status,
            String message,
            Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
        this.provider = provider;
        this.model = model;
        this.status = status;
    }

    /**
     * The kind of failure in one word, as in headers, JSON and scripted mock answers: {@code
     * rate_limited}.
     */
    public abstract String kind();

    public Remedy remedy() {
        return remedy;
    }

    /** How long the provider asks to wait before another try, where it said so. */
    public Optional<Duration> retryAfter() {
        return Optional.empty();
    }

    /** The provider's name; null when it never came to one. */
    public String provider() {
        return provider;
    }

    /** The model asked; null when none was chosen. */
    public String model() {
        return model;
    }

    /** The HTTP status; 0 when there was none. */
    public int status() {
        return status;
    }
}
