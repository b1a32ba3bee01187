package io.gorgon.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process and all that it started. Children are known by their parents; on Linux, also those
 * whose parents have ended or who left the session, by a variable that they inherit.
 */
final class ProcessTree {

    private static final Path PROCESSES = Path.of("/proc");
    private static final Duration LONGEST_KILL = Duration.ofSeconds(5);
    private static final long PAUSE_MS = 20;

    private final Process process;
    private final byte[] mark;
    private final Duration grace;
    private boolean ended;

    /**
     * @param mark the entry of the environment that all of them have
     * @param grace how long they may take to end themselves
     */
    ProcessTree(Process process, String mark, Duration grace) {
        this.process = process;
        this.mark = mark.getBytes(StandardCharsets.US_ASCII);
        this.grace = grace;
    }

    /** Ends all of them: first as asked (SIGTERM), after the grace period by force (SIGKILL). */
    void end() {
        if (ended) {
            return;
        }
        ended = true;
        Set<ProcessHandle> asked = alive();
        if (asked.isEmpty()) {
            return;
        }
        asked.forEach(ProcessHandle::destroy);
        long started = System.nanoTime();
        while (!asked.isEmpty() && System.nanoTime() - started < grace.toNanos()) {
            pause(asked);
            Set<ProcessHandle> now = alive();
            now.addAll(asked);
            now.removeIf(it -> !it.isAlive());
            asked = now;
        }
        kill(asked);
    }

    private void kill(Set<ProcessHandle> known) {
        Set<ProcessHandle> left = known;
        left.addAll(alive());
        long started = System.nanoTime();
        while (!left.isEmpty() && System.nanoTime() - started < LONGEST_KILL.toNanos()) {
            left.forEach(ProcessHandle::destroyForcibly);
            pause(left);
            left.removeIf(it -> !it.isAlive());
            left.addAll(alive());
        }
    }

    private static void pause(Set<ProcessHandle> processes) {
        CompletableFuture<?>[] ends =
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        boolean interrupted = Thread.interrupted();
        try {
            CompletableFuture.allOf(ends).get(PAUSE_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return;
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Set<ProcessHandle> alive() {
        Set<ProcessHandle> found = new LinkedHashSet<>();
        found.add(process.toHandle());
        process.descendants().forEach(found::add);
        if (Files.isDirectory(PROCESSES)) {
            ProcessHandle.allProcesses().filter(this::isMarked).forEach(found::add);
        }
        found.removeIf(it -> !it.isAlive());
        return found;
    }

    private boolean isMarked(ProcessHandle candidate) {
        return environment(candidate).filter(this::holdsMark).isPresent();
    }

    /** Empty for processes of other users, and those that have just ended. */
    private static Optional<byte[]> environment(ProcessHandle candidate) {
        try {
            return Optional.of(Files.readAllBytes(PROCESSES.resolve(candidate.pid() + "/environ")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private boolean holdsMark(byte[] environment) {
        for (int start = 0; start + mark.length <= environment.length; start++) {
            if (Arrays.equals(environment, start, start + mark.length, mark, 0, mark.length)) {
                return true;
            }
        }
        return false;
    }
}
