package io.gorgon.llm.error;

/** The key is missing, wrong, or not allowed to do this. */
public final class AuthenticationException extends LlmException {

    private static final long serialVersionUID = 1L;

    /** See {@link LlmException} for the parameters. */
    public AuthenticationException(
            String provider, String model, int status, String message, Throwable cause) {
        super(Remedy.CORRECT, provider, model, status, message, cause);
    }

    @Override
    public String kind() {
        return "authentication";
    }
}
