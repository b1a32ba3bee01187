package io.gorgon.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Takes what the JVM's own standard error gets, line by line, such as the lines of logs. */
final class LogLines extends OutputStream {

    private final Consumer<String> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private LogLines(Consumer<String> lines) {
        this.lines = lines;
    }

    /**
     * Diverts standard error of the JVM.
     *
     * @return puts it back
     */
    static Runnable divert(Consumer<String> lines) {
        PrintStream before = System.err;
        LogLines target = new LogLines(lines);
        PrintStream diverted = new PrintStream(target, true, StandardCharsets.UTF_8);
        System.setErr(diverted);
        return () -> {
            System.setErr(before);
            diverted.flush();
            target.end();
        };
    }

    @Override
    public synchronized void write(int value) {
        if (value == '\n') {
            end();
        } else if (value != '\r') {
            line.write(value);
        }
    }

    private synchronized void end() {
        if (line.size() > 0) {
            String text = line.toString(StandardCharsets.UTF_8);
            line.reset();
            lines.accept(text);
        }
    }
}
