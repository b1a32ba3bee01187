package io.gorgon.llm.error;

/** The provider or the model has no such ability. */
public final class UnsupportedByProviderException extends LlmException {

    private static final long serialVersionUID = 1L;

    /** See {@link LlmException} for the parameters. */
    public UnsupportedByProviderException(
            String provider, String model, int status, String message, Throwable cause) {
        super(Remedy.CORRECT, provider, model, status, message, cause);
    }

    @Override
    public String kind() {
        return "unsupported";
    }
}
