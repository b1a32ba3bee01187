package io.gorgon.workflow.step;

/** A step that did not work and will not by being tried again. */
public class PermanentFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what is wrong and what to do, in a sentence
     */
    public PermanentFailure(String message) {
        super(message);
    }

    public PermanentFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
