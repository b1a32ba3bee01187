package io.gorgon.config;

/**
 * Something wrong at one place of a configuration.
 *
 * @param source the file; never null
 * @param line from 1; 0 when the problem has no place in the file
 * @param column from 1; 0 when the problem has no place in the file
 * @param message what is wrong and what to do, one sentence without secrets; never null
 */
public record ConfigProblem(String source, int line, int column, String message) {

    @Override
    public String toString() {
        return line == 0
                ? source + ": " + message
                : source + ":" + line + ":" + column + ": " + message;
    }
}
