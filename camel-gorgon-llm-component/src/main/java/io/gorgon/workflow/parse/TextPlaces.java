package io.gorgon.workflow.parse;

import io.gorgon.yaml.Position;
import java.util.List;

/** Finds the place in a YAML text at which a part of a value stands. */
final class TextPlaces {

    private final List<String> lines;

    TextPlaces(String source) {
        this.lines = source.lines().toList();
    }

    /**
     * Where the character at an offset of a value is. Where this cannot be told, as in a folded or
     * an escaped text: where the value starts.
     *
     * @param start where the value starts
     * @param offset in characters, from 0
     */
    Position position(Position start, String value, int offset) {
        String rest = rest(start.line(), start.column());
        if (offset > value.length() || rest.isEmpty()) {
            return start;
        }
        return rest.charAt(0) == '|'
                ? inBlock(start, value, offset)
                : onLine(start, rest, value, offset);
    }

    /** A value on one line, in quotes or without. */
    private static Position onLine(Position start, String rest, String value, int offset) {
        int quote = rest.charAt(0) == '"' || rest.charAt(0) == '\'' ? 1 : 0;
        String before = value.substring(0, offset);
        return rest.startsWith(before, quote)
                ? new Position(start.line(), start.column() + quote + characters(before))
                : start;
    }

    private Position inBlock(Position start, String value, int offset) {
        String before = value.substring(0, offset);
        int lineInValue = (int) before.chars().filter(character -> character == '\n').count();
        String lineBefore = before.substring(before.lastIndexOf('\n') + 1);
        String wholeLine =
                value.substring(offset - lineBefore.length()).lines().findFirst().orElse("");
        int line = start.line() + 1 + lineInValue;
        String inFile = rest(line, 1);
        return inFile.endsWith(wholeLine)
                ? new Position(
                        line,
                        1 + characters(inFile) - characters(wholeLine) + characters(lineBefore))
                : start;
    }

    private String rest(int line, int column) {
        if (line > lines.size()) {
            return "";
        }
        String text = lines.get(line - 1);
        return characters(text) < column
                ? ""
                : text.substring(text.offsetByCodePoints(0, column - 1));
    }

    private static int characters(String text) {
        return text.codePointCount(0, text.length());
    }
}
