package io.gorgon.llm.error;

/**
 * The state of the installation cannot be read or written. No call is made then: what cannot be
 * recorded must not be paid for.
 */
public final class StateUnavailableException extends LlmException {

    private static final long serialVersionUID = 1L;

    public StateUnavailableException(String message, Throwable cause) {
        super(Remedy.CORRECT, null, null, 0, message, cause);
    }

    @Override
    public String kind() {
        return "state_unavailable";
    }
}
