package io.gorgon.camel.durable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A {@link RunnerProcess} as its parent sees it. */
final class Runner implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;
    private static final long LOOK_NANOS = 100_000_000;

    private final Process process;
    private final PrintStream commands;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;
    private final Object told = new Object();

    private Runner(List<String> command) {
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new IllegalStateException("a Java process cannot be started", e);
        }
        commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        reader = new Thread(this::read, "runner " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** A process that has not opened anything yet. */
    static Runner prepare(Path folder) {
        return new Runner(command(folder));
    }

    /** The same, started by another program. */
    static Runner prepare(Path folder, List<String> before) {
        List<String> command = new ArrayList<>(before);
        command.addAll(command(folder));
        return new Runner(command);
    }

    private static List<String> command(Path folder) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx160m",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-XX:+UseSerialGC",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("java.class.path"),
                RunnerProcess.class.getName(),
                folder.toString());
    }

    private void read() {
        try (BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
                wake();
            }
        } catch (IOException e) {
            lines.add("gone " + e.getMessage());
        }
        wake();
    }

    private void wake() {
        synchronized (told) {
            told.notifyAll();
        }
    }

    Runner tell(String command) {
        commands.println(command);
        return this;
    }

    /** Opens the application, which goes on with what is interrupted. */
    Runner open() {
        awaitLine("ready");
        return tell("open");
    }

    /** Waits for a line that starts like this. */
    String awaitLine(String start) {
        return await(line -> line.startsWith(start), "'" + start + "'");
    }

    /** Waits for a line with this in it; also one of the log. */
    String awaitLineWith(String part) {
        return await(line -> line.contains(part), "'" + part + "'");
    }

    private String await(Predicate<String> wanted, String what) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        synchronized (told) {
            while (true) {
                for (String line : lines) {
                    if (wanted.test(line)) {
                        return line;
                    }
                }
                long left = until - System.nanoTime();
                if (left <= 0 || !reader.isAlive()) {
                    throw new AssertionError("the process did not say " + what + ": " + lines);
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(told, Math.min(left, LOOK_NANOS));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new AssertionError(e);
                }
            }
        }
    }

    List<String> lines() {
        return new ArrayList<>(lines);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Ends it as a power cut of the process would: nothing is cleaned up. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    void awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the process has not ended: " + lines);
            }
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Holds it up: it does nothing until {@link #goOn}. */
    void freeze() {
        signal("STOP");
    }

    void goOn() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("no signal can be sent", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
