package io.gorgon.shell;

/** The command ended with another code than 0, or could not be started. */
public final class CommandFailedException extends ShellException {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN_CHARACTERS = 1000;

    private final int exitCode;

    CommandFailedException(ShellResult result) {
        super(
                "Command failed with code %d: %s"
                        .formatted(
                                result.exitCode(),
                                OutputText.start(result.stderr(), SHOWN_CHARACTERS)));
        exitCode = result.exitCode();
    }

    CommandFailedException(String message, Throwable cause) {
        super(message, cause);
        exitCode = -1;
    }

    /** The command's exit code; -1 when it could not be started. */
    public int exitCode() {
        return exitCode;
    }
}
