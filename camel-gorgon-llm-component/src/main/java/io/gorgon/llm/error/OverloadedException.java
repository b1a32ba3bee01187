package io.gorgon.llm.error;

/** The provider is too busy, its queue is full, or it failed inside (HTTP 5xx). */
public final class OverloadedException extends LlmException {

    private static final long serialVersionUID = 1L;

    /** See {@link LlmException} for the parameters. */
    public OverloadedException(
            String provider, String model, int status, String message, Throwable cause) {
        super(Remedy.RETRY, provider, model, status, message, cause);
    }

    @Override
    public String kind() {
        return "overloaded";
    }
}
