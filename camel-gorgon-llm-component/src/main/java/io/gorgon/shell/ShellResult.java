package io.gorgon.shell;

import java.time.Duration;

/**
 * What a command left behind when it ended.
 *
 * @param stdout its output, ending with "[OUTPUT TRUNCATED]" when it was cut; never null
 * @param stderr the same of its error output; never null
 * @param exitCode its exit code, 0 to 255; -1 when it was ended because of the time-out
 * @param timedOut whether it was ended because of the time-out
 * @param stdoutTruncated whether its output was longer than allowed
 * @param stderrTruncated whether its error output was longer than allowed
 * @param duration how long it ran; never null
 * @param timeout how long it was allowed to run; never null
 */
public record ShellResult(
        String stdout,
        String stderr,
        int exitCode,
        boolean timedOut,
        boolean stdoutTruncated,
        boolean stderrTruncated,
        Duration duration,
        Duration timeout) {

    /**
     * For steps that may fail.
     *
     * @throws CommandTimedOutException when the command took too long
     */
    public ShellResult requireFinished() {
        if (timedOut) {
            throw new CommandTimedOutException(this);
        }
        return this;
    }

    /**
     * For steps that may not fail.
     *
     * @throws CommandTimedOutException when the command took too long
     * @throws CommandFailedException when its exit code is not 0
     */
    public ShellResult requireSuccess() {
        requireFinished();
        if (exitCode != 0) {
            throw new CommandFailedException(this);
        }
        return this;
    }
}
