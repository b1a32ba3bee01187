package io.gorgon.journal;

/** A run cannot be worked with: it is not there, has ended, or another process works on it. */
public final class RunUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what, why, and what to do, in a sentence or two
     */
    public RunUnavailableException(String message) {
        super(message);
    }
}
