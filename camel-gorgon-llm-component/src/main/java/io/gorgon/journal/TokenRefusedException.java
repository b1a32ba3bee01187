package io.gorgon.journal;

/** A token cannot decide anything: nobody knows it, it was used, or it has expired. */
public final class TokenRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what, why, and what to do, in a sentence or two
     */
    public TokenRefusedException(String message) {
        super(message);
    }
}
