package io.gorgon.llm.error;

/** The prompt is longer than the model's context window. */
public final class ContextWindowExceededException extends LlmException {

    private static final long serialVersionUID = 1L;

    /** See {@link LlmException} for the parameters. */
    public ContextWindowExceededException(
            String provider, String model, int status, String message, Throwable cause) {
        super(Remedy.LARGER_CONTEXT, provider, model, status, message, cause);
    }

    @Override
    public String kind() {
        return "context_window_exceeded";
    }
}
