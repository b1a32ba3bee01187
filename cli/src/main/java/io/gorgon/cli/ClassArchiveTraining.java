package io.gorgon.cli;

import io.gorgon.llm.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Goes through what usual commands need, so that the JVM can write the classes of a start into an
 * archive (application class-data sharing). Run once by the launcher; calls no server and prints
 * nothing.
 */
public final class ClassArchiveTraining {

    private static final String[][] COMMANDS = {
        {"--help"},
        {"config", "check"},
        {"ask", "--provider", "mock", "hi"},
        {"ask", "--provider", "mock", "--json", "hi"},
        {"ask", "--mock", "--stream", "hi"},
        {"models", "--mock", "--json"},
        {"health", "--mock"},
    };

    private ClassArchiveTraining() {}

    /** Runs each command; how they end does not matter. */
    public static void main(String[] arguments) throws IOException {
        // a home of its own: nothing of it may count in the user's budgets
        Path home = Files.createTempDirectory("gorgon");
        try {
            runAll(home);
        } finally {
            delete(home);
        }
    }

    private static void runAll(Path home) {
        PrintStream nowhere =
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        for (String[] command : COMMANDS) {
            Surroundings surroundings =
                    new Surroundings(
                            InputStream.nullInputStream(),
                            nowhere,
                            nowhere,
                            false,
                            false,
                            false,
                            name -> name.equals("HOME") ? home.toString() : null,
                            Path.of("").toAbsolutePath(),
                            null,
                            new Cancellation());
            new GorgonCli(surroundings).run(command);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> paths = Files.walk(folder)) {
            all = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
