package io.gorgon.cli;

import java.io.PrintStream;
import java.util.List;

/**
 * The last lines of a terminal, which are drawn again and again (ECMA-48 control sequences). Lines
 * that come in between stand above. Thread-safe.
 */
final class TerminalRegion {

    private static final String CLEAR_TO_END_OF_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";

    /** A line that is too long must not become two: then the count of lines would be wrong. */
    private static final String WITHOUT_WRAPPING = "\u001b[?7l";

    private static final String WITH_WRAPPING = "\u001b[?7h";

    private final PrintStream terminal;
    private List<String> shown = List.of();

    TerminalRegion(PrintStream terminal) {
        this.terminal = terminal;
    }

    /** Draws these lines in the place of the ones before. Does nothing if they are the same. */
    synchronized void show(List<String> lines) {
        if (!lines.equals(shown)) {
            write(toStart() + frame(lines));
            shown = List.copyOf(lines);
        }
    }

    /** A line that stays, above the region. */
    synchronized void printAbove(String line) {
        write(toStart() + CLEAR_BELOW + line + System.lineSeparator() + frame(shown));
    }

    private String toStart() {
        return shown.isEmpty() ? "" : "\r\u001b[" + shown.size() + "A";
    }

    private static String frame(List<String> lines) {
        StringBuilder frame = new StringBuilder(WITHOUT_WRAPPING);
        for (String line : lines) {
            frame.append(line).append(CLEAR_TO_END_OF_LINE).append(System.lineSeparator());
        }
        return frame.append(CLEAR_BELOW).append(WITH_WRAPPING).toString();
    }

    private void write(String text) {
        terminal.print(text);
        terminal.flush();
    }
}
