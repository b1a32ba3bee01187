package io.gorgon.llm.error;

/** The caller ended the call. */
public final class CancelledException extends LlmException {

    private static final long serialVersionUID = 1L;

    /** See {@link LlmException} for the parameters. */
    public CancelledException(
            String provider, String model, int status, String message, Throwable cause) {
        super(Remedy.NONE, provider, model, status, message, cause);
    }

    @Override
    public String kind() {
        return "cancelled";
    }
}
