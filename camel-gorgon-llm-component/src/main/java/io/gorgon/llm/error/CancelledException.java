package io.gorgon.llm.error;

/** The caller ended the call. */
public final class CancelledException extends LlmException {

    private static final long serialVersionUID = 1L;

    private final boolean sent;

    /**
     * A call that the provider may have begun with. See {@link LlmException} for the parameters.
     */
    public CancelledException(
            String provider, String model, int status, String message, Throwable cause) {
        this(true, provider, model, status, message, cause);
    }

    private CancelledException(
            boolean sent,
            String provider,
            String model,
            int status,
            String message,
            Throwable cause) {
        super(Remedy.NONE, provider, model, status, message, cause);
        this.sent = sent;
    }

    /**
     * A call that was ended while it waited, before anything of it was sent.
     *
     * @param cause what made it wait, such as the failure of an earlier attempt; null when nothing
     *     was tried
     */
    public static CancelledException whileWaiting(String provider, String model, Throwable cause) {
        return new CancelledException(
                false, provider, model, 0, "the call was cancelled while it waited", cause);
    }

    /** Whether the provider may have begun with the call, and may charge for it. */
    public boolean mayHaveBeenSent() {
        return sent;
    }

    @Override
    public String kind() {
        return "cancelled";
    }
}
