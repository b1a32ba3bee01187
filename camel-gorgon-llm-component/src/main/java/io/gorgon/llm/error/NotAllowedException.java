package io.gorgon.llm.error;

/**
 * Our own rules forbid the call: it would leave the machine, or the provider is not permitted in
 * this mode.
 */
public final class NotAllowedException extends LlmException {

    private static final long serialVersionUID = 1L;

    /** See {@link LlmException} for the parameters. */
    public NotAllowedException(
            String provider, String model, int status, String message, Throwable cause) {
        super(Remedy.CORRECT, provider, model, status, message, cause);
    }

    @Override
    public String kind() {
        return "not_allowed";
    }
}
