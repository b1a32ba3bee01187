package io.gorgon.hardware;

import java.util.List;
import java.util.Optional;

/** How a machine is looked at: files, commands, environment. Nothing here throws. */
interface Host {

    /** {@code linux}, {@code macos}, {@code windows}, or whatever the system calls itself. */
    String system();

    /** The processor's architecture, as Java names it: {@code amd64}, {@code aarch64}. */
    String architecture();

    /** Processors that the JVM sees, at least 1. */
    int processors();

    /** A file's text; empty when it cannot be read. */
    Optional<String> file(String path);

    /** The names in a folder, sorted; empty when it cannot be read. */
    List<String> folder(String path);

    /** The value of an environment variable; null when it is not set. */
    String variable(String name);

    /** Runs a program to its end, or to the end of a time-out. */
    Output run(String... command);

    /** Main memory by a library's own means; empty when it cannot tell. Slow the first time. */
    Optional<Memory> memory();

    /** Graphics cards by a library's own means; empty when it cannot tell. Slow. */
    List<Gpu> graphicsCards();

    /**
     * Main memory, in bytes.
     *
     * @param available what can be used without anything being moved out
     */
    record Memory(long total, long available) {}

    /**
     * What a program wrote.
     *
     * @param text its standard output; never null
     * @param failure why it is of no use: not found, ended with an error, took too long; null when
     *     it ended well
     */
    record Output(String text, String failure) {
        boolean failed() {
            return failure != null;
        }
    }
}
