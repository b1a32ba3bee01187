package io.gorgon.llm.error;

/** The server has not enough memory for the model. */
public final class OutOfMemoryException extends LlmException {

    private static final long serialVersionUID = 1L;

    /** See {@link LlmException} for the parameters. */
    public OutOfMemoryException(
            String provider, String model, int status, String message, Throwable cause) {
        super(Remedy.SMALLER_MODEL, provider, model, status, message, cause);
    }

    @Override
    public String kind() {
        return "out_of_memory";
    }
}
