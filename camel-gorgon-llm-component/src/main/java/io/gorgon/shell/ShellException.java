package io.gorgon.shell;

/** A command did not do what it should; the message says why in words for people. */
public abstract class ShellException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ShellException(String message) {
        super(message);
    }

    ShellException(String message, Throwable cause) {
        super(message, cause);
    }
}
