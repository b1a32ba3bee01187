package io.gorgon.yaml;

/**
 * Something that keeps a text from being read.
 *
 * @param position never null
 * @param message what is wrong and what to do, without any value of the text; never null
 */
public record YamlProblem(Position position, String message) {

    @Override
    public String toString() {
        return position.line() + ":" + position.column() + ": " + message;
    }
}
