package io.gorgon.llm.error;

/** A content policy of the provider rejected the request. */
public final class ContentRefusedException extends LlmException {

    private static final long serialVersionUID = 1L;

    /** See {@link LlmException} for the parameters. */
    public ContentRefusedException(
            String provider, String model, int status, String message, Throwable cause) {
        super(Remedy.CORRECT, provider, model, status, message, cause);
    }

    @Override
    public String kind() {
        return "content_refused";
    }
}
