package io.gorgon.shell;

import io.gorgon.llm.Cancellation;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Runs commands through {@code /bin/sh}, within what the operator allows. Thread-safe.
 *
 * <p>Built on {@link ProcessBuilder} and {@link ProcessHandle}. Commons Exec was the other choice:
 * its watchdog ends only the shell itself, not what that started, and its stream pumps keep a
 * thread each for as long as any grandchild holds an output open. Both would have had to be
 * replaced, and little of the library would have been left in use.
 *
 * <p>A command leaves nothing behind: what it started and did not wait for is ended with it.
 */
public final class Shell {

    private static final String PROGRAM = "/bin/sh";
    private static final String MARK = "GORGON_COMMAND";
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final long SHORT_PAUSE_MS = 1;
    private static final long LONG_PAUSE_MS = 20;

    private final ShellPolicy policy;
    private final NativeText nativeText;
    private final Map<String, String> surroundings;

    public Shell(ShellPolicy policy) {
        this(policy, NativeText.ofThisProcess(), System.getenv());
    }

    Shell(ShellPolicy policy, NativeText nativeText, Map<String, String> surroundings) {
        this.policy = policy;
        this.nativeText = nativeText;
        this.surroundings = surroundings;
    }

    /**
     * Whether it may run; nothing is run.
     *
     * @throws RefusedCommandException when it may not
     */
    public void requireAllowed(RunnableScript script, ShellOptions options) {
        List<ShellProblem> problems =
                new ArrayList<>(script.problems(policy, options.allowDangerous()));
        if (!policy.allowsEverything()
                && options.environment().keySet().stream().anyMatch(GuardedNames::contains)) {
            problems.add(GuardedNames.refusal(0));
        }
        if (!problems.isEmpty()) {
            throw new RefusedCommandException(problems);
        }
    }

    /**
     * Runs a command and waits for it. Its input is empty. Its environment is what the policy
     * lists, the options' variables, and ours, whose names start with GORGON_.
     *
     * @param cancellation ends the command from another thread; so does an interrupt
     * @return also after a time-out or a failure; see {@link ShellResult#requireSuccess()}
     * @throws RefusedCommandException when it may not run
     * @throws CommandFailedException when it could not be started
     * @throws CommandCancelledException when it was cancelled
     */
    public ShellResult run(RunnableScript script, ShellOptions options, Cancellation cancellation) {
        requireAllowed(script, options);
        requireFolder(options.workingDirectory());
        if (cancellation.isCancelled()) {
            throw new CommandCancelledException();
        }
        String mark = UUID.randomUUID().toString();
        ProcessBuilder builder = builder(script, options, mark);
        long started = System.nanoTime();
        Process process = start(builder);
        ProcessTree tree = new ProcessTree(process, MARK + "=" + mark, GRACE);
        try {
            return waitFor(process, tree, options, cancellation, started);
        } finally {
            tree.end();
            close(process);
        }
    }

    private static void requireFolder(Path folder) {
        if (folder != null && !Files.isDirectory(folder)) {
            throw new RefusedCommandException(
                    0, "The working directory %s is not a folder.".formatted(folder));
        }
    }

    private ProcessBuilder builder(RunnableScript script, ShellOptions options, String mark) {
        ProcessInput input = new ProcessInput(nativeText);
        ProcessBuilder builder = new ProcessBuilder(PROGRAM, "-c", input.prepare(script));
        Map<String, String> environment = builder.environment();
        environment.clear();
        for (String name : policy.inheritedEnvironment()) {
            if (surroundings.containsKey(name)) {
                environment.put(name, surroundings.get(name));
            }
        }
        environment.putAll(options.environment());
        environment.putAll(input.environment());
        environment.put(MARK, mark);
        if (options.workingDirectory() != null) {
            builder.directory(options.workingDirectory().toFile());
        }
        return builder.redirectInput(new File("/dev/null"));
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new CommandFailedException(
                    "The command could not be started with %s: %s"
                            .formatted(PROGRAM, e.getMessage()),
                    e);
        }
    }

    private ShellResult waitFor(
            Process process,
            ProcessTree tree,
            ShellOptions options,
            Cancellation cancellation,
            long started) {
        long limit = Math.min(policy.maxOutputBytes(), options.maxOutputBytes());
        OutputCapture stdout = new OutputCapture(process.getInputStream(), limit);
        OutputCapture stderr = new OutputCapture(process.getErrorStream(), limit);
        boolean timedOut = false;
        try {
            long pause = SHORT_PAUSE_MS;
            while (!timedOut && !process.waitFor(pause, TimeUnit.MILLISECONDS)) {
                boolean output = stdout.readAvailable() | stderr.readAvailable();
                pause = output ? SHORT_PAUSE_MS : Math.min(pause * 2, LONG_PAUSE_MS);
                if (cancellation.isCancelled()) {
                    throw new CommandCancelledException();
                }
                timedOut = System.nanoTime() - started >= options.timeout().toNanos();
            }
            tree.end();
            readRest(stdout, stderr);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandCancelledException();
        } catch (IOException e) {
            throw new CommandFailedException(
                    "The command's output could not be read: " + e.getMessage(), e);
        }
        return new ShellResult(
                stdout.text(),
                stderr.text(),
                timedOut ? -1 : process.exitValue(),
                timedOut,
                stdout.isTruncated(),
                stderr.isTruncated(),
                Duration.ofNanos(System.nanoTime() - started),
                options.timeout());
    }

    /** All writers have ended, so there is no more than the pipes held. */
    private static void readRest(OutputCapture stdout, OutputCapture stderr) throws IOException {
        while (stdout.readAvailable() | stderr.readAvailable()) {
            continue;
        }
    }

    private static void close(Process process) {
        try {
            process.getInputStream().close();
            process.getErrorStream().close();
        } catch (IOException e) {
            throw new CommandFailedException(
                    "The command's output could not be closed: " + e.getMessage(), e);
        }
    }
}
