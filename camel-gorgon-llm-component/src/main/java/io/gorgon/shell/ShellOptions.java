package io.gorgon.shell;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How one command is run.
 *
 * @param timeout more than zero; never null
 * @param workingDirectory null for that of this process
 * @param environment variables on top of the inherited ones; never null
 * @param maxOutputBytes how much of each output is kept, in bytes, at least 1; the policy's limit
 *     holds as well
 * @param allowDangerous whether commands run that look dangerous
 */
public record ShellOptions(
        Duration timeout,
        Path workingDirectory,
        Map<String, String> environment,
        long maxOutputBytes,
        boolean allowDangerous) {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(300);

    public ShellOptions {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("the time-out of a command must be more than zero");
        }
        if (maxOutputBytes < 1) {
            throw new IllegalArgumentException("max_output_bytes must be at least 1");
        }
        environment = Map.copyOf(environment);
    }

    /** 300 seconds, this process's directory, nothing dangerous, the policy's output limit. */
    public static ShellOptions defaults() {
        return new ShellOptions(DEFAULT_TIMEOUT, null, Map.of(), Long.MAX_VALUE, false);
    }

    public ShellOptions withTimeout(Duration value) {
        return new ShellOptions(
                value, workingDirectory, environment, maxOutputBytes, allowDangerous);
    }

    public ShellOptions withWorkingDirectory(Path value) {
        return new ShellOptions(timeout, value, environment, maxOutputBytes, allowDangerous);
    }

    public ShellOptions withEnvironment(Map<String, String> value) {
        return new ShellOptions(timeout, workingDirectory, value, maxOutputBytes, allowDangerous);
    }

    public ShellOptions withMaxOutputBytes(long value) {
        return new ShellOptions(timeout, workingDirectory, environment, value, allowDangerous);
    }

    public ShellOptions withAllowDangerous(boolean value) {
        return new ShellOptions(timeout, workingDirectory, environment, maxOutputBytes, value);
    }
}
