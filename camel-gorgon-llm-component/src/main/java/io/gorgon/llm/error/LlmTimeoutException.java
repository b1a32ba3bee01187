package io.gorgon.llm.error;

import java.util.Locale;

/**
 * The provider took longer than one of the four time-outs. It may have done the work all the same.
 */
public final class LlmTimeoutException extends LlmException {

    private static final long serialVersionUID = 1L;

    /** Which time-out it was. */
    public enum Phase {
        /** Opening the connection. */
        CONNECT,
        /** From sending the request to the first piece of the answer. */
        FIRST_TOKEN,
        /** Between two pieces of the answer. */
        IDLE,
        /** The call as a whole, or the request's deadline. */
        TOTAL;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Phase phase;
    private final String partialText;

    /**
     * @param partialText the content that had arrived; empty when none had
     */
    public LlmTimeoutException(
            String provider, String model, Phase phase, String partialText, String message) {
        super(Remedy.RETRY, provider, model, 0, message, null);
        this.phase = phase;
        this.partialText = partialText;
    }

    @Override
    public String kind() {
        return "timeout";
    }

    public Phase phase() {
        return phase;
    }

    /** The content that had arrived; empty when none had. */
    public String partialText() {
        return partialText;
    }
}
