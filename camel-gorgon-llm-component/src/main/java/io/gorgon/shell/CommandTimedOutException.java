package io.gorgon.shell;

import java.time.Duration;

/** The command took longer than allowed and was ended. */
public final class CommandTimedOutException extends ShellException {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN_CHARACTERS = 500;

    CommandTimedOutException(ShellResult result) {
        super(
                "Command timed out after %s seconds%s"
                        .formatted(seconds(result.timeout()), partialOutput(result)));
    }

    private static String seconds(Duration timeout) {
        return timeout.toMillis() % 1000 == 0
                ? String.valueOf(timeout.toSeconds())
                : String.valueOf(timeout.toMillis() / 1000.0);
    }

    private static String partialOutput(ShellResult result) {
        String output = result.stdout().isEmpty() ? result.stderr() : result.stdout();
        return output.isEmpty()
                ? ""
                : ". Output until then: " + OutputText.start(output, SHOWN_CHARACTERS);
    }
}
