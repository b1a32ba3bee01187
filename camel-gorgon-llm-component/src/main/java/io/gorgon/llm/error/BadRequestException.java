package io.gorgon.llm.error;

/** The provider does not accept the request as it is. */
public final class BadRequestException extends LlmException {

    private static final long serialVersionUID = 1L;

    /** See {@link LlmException} for the parameters. */
    public BadRequestException(
            String provider, String model, int status, String message, Throwable cause) {
        super(Remedy.CORRECT, provider, model, status, message, cause);
    }

    @Override
    public String kind() {
        return "bad_request";
    }
}
