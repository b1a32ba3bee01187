package io.gorgon.llm.error;

/**
 * No connection: nothing listens, the name is unknown, the connection was refused or reset before
 * an answer began.
 */
public final class UnreachableException extends LlmException {

    private static final long serialVersionUID = 1L;

    /** See {@link LlmException} for the parameters. */
    public UnreachableException(
            String provider, String model, int status, String message, Throwable cause) {
        super(Remedy.RETRY, provider, model, status, message, cause);
    }

    @Override
    public String kind() {
        return "unreachable";
    }
}
