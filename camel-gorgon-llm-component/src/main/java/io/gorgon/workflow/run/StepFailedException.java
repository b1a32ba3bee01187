package io.gorgon.workflow.run;

/** A step has failed for good: it is not tried again. */
public final class StepFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String path;
    private final boolean fallbackFailed;

    /**
     * @param path the step within the run
     * @param message what went wrong, in a sentence
     * @param cause null when there is none
     */
    public StepFailedException(String path, String message, Throwable cause) {
        this(path, message, cause, false);
    }

    /**
     * @param fallbackFailed whether this is about what should have taken the place of the step
     */
    public StepFailedException(
            String path, String message, Throwable cause, boolean fallbackFailed) {
        super(message, cause);
        this.path = path;
        this.fallbackFailed = fallbackFailed;
    }

    /** The failure with the name of the step. */
    public String sentence() {
        return "Step '%s' failed%s: %s"
                .formatted(path, fallbackFailed ? " and fallback failed" : "", getMessage());
    }

    /** The step within the run. */
    public String path() {
        return path;
    }
}
