package io.gorgon.cli;

import io.gorgon.llm.Cancellation;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where the JVM begins. */
public final class Main {

    /** How long Ctrl-C waits for calls to be cancelled and routes to be stopped. */
    private static final int STOP_SECONDS = 15;

    private Main() {}

    /** Runs a command line and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        Cancellation interruption = new Cancellation();
        CountDownLatch finished = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> stop(interruption, finished), "stop"));
        InterruptSignal.handle(() -> interrupt(interruption, finished));
        int exitCode = new GorgonCli(surroundings(interruption)).run(arguments);
        finished.countDown();
        System.exit(exitCode);
    }

    /** The command ends with its own exit code; if it does not end, or at once, with 130. */
    private static void interrupt(Cancellation interruption, CountDownLatch finished) {
        boolean again = interruption.isCancelled();
        if (again || !stop(interruption, finished)) {
            System.exit(ExitCode.INTERRUPTED);
        }
    }

    /** There is nothing to wait for after a command that came to its end, nor twice. */
    private static boolean stop(Cancellation interruption, CountDownLatch finished) {
        if (finished.getCount() == 0 || interruption.isCancelled()) {
            return finished.getCount() == 0;
        }
        interruption.cancel();
        try {
            return finished.await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Surroundings surroundings(Cancellation interruption) {
        String home = System.getProperty("gorgon.home");
        List<String> terminals =
                Arrays.asList(System.getProperty("gorgon.terminals", "").split(","));
        return new Surroundings(
                System.in,
                open(FileDescriptor.out),
                open(FileDescriptor.err),
                terminals.contains("in"),
                terminals.contains("out"),
                terminals.contains("err"),
                System::getenv,
                Path.of("").toAbsolutePath(),
                home == null ? null : Path.of(home),
                interruption);
    }

    /** UTF-8 whatever the locale: what goes to a file or a pipe is read by programs. */
    private static PrintStream open(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor)),
                true,
                StandardCharsets.UTF_8);
    }
}
