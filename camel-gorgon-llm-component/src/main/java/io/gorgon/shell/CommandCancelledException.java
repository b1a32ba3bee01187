package io.gorgon.shell;

/** Somebody ended the command while it ran, or before it started. */
public final class CommandCancelledException extends ShellException {

    private static final long serialVersionUID = 1L;

    CommandCancelledException() {
        super("The command was cancelled; all its processes were ended.");
    }
}
