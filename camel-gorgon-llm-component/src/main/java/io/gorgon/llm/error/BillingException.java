package io.gorgon.llm.error;

/** The account has no money or reached its spending limit. Never worth another try here. */
public final class BillingException extends LlmException {

    private static final long serialVersionUID = 1L;

    /** See {@link LlmException} for the parameters. */
    public BillingException(
            String provider, String model, int status, String message, Throwable cause) {
        super(Remedy.NEXT_PROVIDER, provider, model, status, message, cause);
    }

    @Override
    public String kind() {
        return "billing";
    }
}
