package io.gorgon.journal;

/** Another process has taken the run that this one worked on. */
public final class RunLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what, why, and what to do, in a sentence or two
     */
    public RunLostException(String message) {
        super(message);
    }
}
