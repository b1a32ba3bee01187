package io.gorgon.cli;

import io.gorgon.llm.Cancellation;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * What a command touches outside itself, so that a test can bring its own.
 *
 * @param in standard input; never null
 * @param out standard output, for results only; never null
 * @param err standard error, for everything else; never null
 * @param inIsTerminal whether a person can answer on standard input
 * @param outIsTerminal whether a person watches standard output
 * @param errIsTerminal whether a person watches standard error
 * @param environment reads an environment variable, null when it is not set; never null
 * @param directory what relative paths are relative to; never null
 * @param home where the launcher and its gorgon.yaml are; null without a launcher
 * @param interruption cancelled by Ctrl-C; never null
 */
record Surroundings(
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean inIsTerminal,
        boolean outIsTerminal,
        boolean errIsTerminal,
        UnaryOperator<String> environment,
        Path directory,
        Path home,
        Cancellation interruption) {

    private static final int LEAST_WIDTH = 40;
    private static final int USUAL_WIDTH = 80;

    /** The value of a variable; null when it is not set or blank. */
    String variable(String name) {
        String value = environment.apply(name);
        return value == null || value.isBlank() ? null : value;
    }

    Style outStyle() {
        return new Style(outIsTerminal && wantsColour());
    }

    Style errStyle() {
        return new Style(errIsTerminal && wantsColour());
    }

    /** Whether there is a person who sees a question and can answer it. */
    boolean canAsk() {
        return inIsTerminal && errIsTerminal;
    }

    /** Whether a line on standard error can be written over, as progress does. */
    boolean errCanRewrite() {
        return errIsTerminal && !isDumb();
    }

    /** Whether what is on standard output can be drawn again in place. */
    boolean outCanRewrite() {
        return outIsTerminal && !isDumb();
    }

    /** How wide standard output is in characters, by {@code COLUMNS}. */
    int width() {
        String columns = variable("COLUMNS");
        return columns != null && columns.matches("\\d{1,4}")
                ? Math.max(LEAST_WIDTH, Integer.parseInt(columns))
                : USUAL_WIDTH;
    }

    /** By the conventions of no-color.org. */
    private boolean wantsColour() {
        return variable("NO_COLOR") == null && !isDumb();
    }

    private boolean isDumb() {
        return "dumb".equals(variable("TERM"));
    }
}
