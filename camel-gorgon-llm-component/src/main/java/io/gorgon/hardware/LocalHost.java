package io.gorgon.hardware;

import io.gorgon.llm.http.Redaction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The machine that the JVM runs on. */
final class LocalHost implements Host {

    /** A driver that is not kept loaded takes seconds for its first answer. */
    static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(8);

    private static final int MOST_BYTES = 1_000_000;
    private static final int SHOWN_CHARACTERS = 160;

    private final UnaryOperator<String> environment;
    private final Duration commandTimeout;

    LocalHost(UnaryOperator<String> environment) {
        this(environment, COMMAND_TIMEOUT);
    }

    LocalHost(UnaryOperator<String> environment, Duration commandTimeout) {
        this.environment = environment;
        this.commandTimeout = commandTimeout;
    }

    @Override
    public String system() {
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (name.contains("mac") || name.contains("darwin")) {
            return "macos";
        }
        return name.contains("windows") ? "windows" : name.replace(' ', '_');
    }

    @Override
    public String architecture() {
        return System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    }

    @Override
    public int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    @Override
    public Optional<String> file(String path) {
        try (InputStream in = Files.newInputStream(Path.of(path))) {
            return Optional.of(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
        } catch (IOException | InvalidPathException | SecurityException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<String> folder(String path) {
        try (Stream<Path> entries = Files.list(Path.of(path))) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (IOException | UncheckedIOException | InvalidPathException | SecurityException e) {
            return List.of();
        }
    }

    @Override
    public String variable(String name) {
        return environment.apply(name);
    }

    @Override
    public Output run(String... command) {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException | SecurityException | UnsupportedOperationException e) {
            return new Output("", command[0] + " cannot be run");
        }
        try {
            process.getOutputStream().close();
            return output(process, command[0]);
        } catch (IOException e) {
            return new Output("", command[0] + " was not readable");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Output("", command[0] + " was interrupted");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Read beside the wait: a program that fills its pipe would never end. */
    private Output output(Process process, String name) throws InterruptedException {
        CompletableFuture<String> reading = new CompletableFuture<>();
        Thread reader = new Thread(() -> reading.complete(text(process)), "gorgon-hardware-probe");
        reader.setDaemon(true);
        reader.start();
        String tooLong = name + " did not answer within " + commandTimeout.toSeconds() + " s";
        try {
            long end = System.nanoTime() + commandTimeout.toNanos();
            if (!process.waitFor(commandTimeout.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Output("", tooLong);
            }
            String text = reading.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            int status = process.exitValue();
            return new Output(text, status == 0 ? null : failure(name, status, text));
        } catch (ExecutionException | TimeoutException e) {
            return new Output("", tooLong);
        }
    }

    private static String failure(String name, int status, String text) {
        String said = Redaction.line(text.strip());
        String shown =
                said.length() > SHOWN_CHARACTERS ? said.substring(0, SHOWN_CHARACTERS) : said;
        return name + " ended with status " + status + (shown.isEmpty() ? "" : ": " + shown);
    }

    private static String text(Process process) {
        try (InputStream in = process.getInputStream()) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public Optional<Memory> memory() {
        return Oshi.memory();
    }

    @Override
    public List<Gpu> graphicsCards() {
        return Oshi.graphicsCards();
    }
}
