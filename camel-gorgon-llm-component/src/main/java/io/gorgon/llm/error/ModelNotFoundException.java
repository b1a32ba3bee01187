package io.gorgon.llm.error;

/** The provider does not have the model, or no model for the tier. */
public final class ModelNotFoundException extends LlmException {

    private static final long serialVersionUID = 1L;

    /** See {@link LlmException} for the parameters. */
    public ModelNotFoundException(
            String provider, String model, int status, String message, Throwable cause) {
        super(Remedy.CORRECT, provider, model, status, message, cause);
    }

    @Override
    public String kind() {
        return "model_not_found";
    }
}
