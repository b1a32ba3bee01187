package io.gorgon.llm.error;

/**
 * The answer broke off before the provider's own end mark, cannot be read, or is larger than
 * allowed.
 */
public final class BrokenStreamException extends LlmException {

    private static final long serialVersionUID = 1L;

    private final String partialText;

    /**
     * @param partialText the content that had arrived; empty when none had
     */
    public BrokenStreamException(
            String provider, String model, String partialText, String message, Throwable cause) {
        super(Remedy.RETRY, provider, model, 0, message, cause);
        this.partialText = partialText;
    }

    @Override
    public String kind() {
        return "broken_stream";
    }

    /** The content that had arrived; empty when none had. */
    public String partialText() {
        return partialText;
    }
}
