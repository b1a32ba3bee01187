package io.gorgon.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Says in plain words what the YAML parser found. Takes nothing from the text itself but single
 * characters, as a text may hold keys.
 */
final class YamlSyntax {

    private YamlSyntax() {}

    /**
     * Half a surrogate pair, which files cannot have but texts from programs can; the parser may
     * fail on it.
     */
    static Optional<YamlProblem> halfCharacter(String text) {
        int offset = 0;
        for (int i = 0; i < text.length(); offset++) {
            int character = text.codePointAt(i);
            if (Character.getType(character) == Character.SURROGATE) {
                return Optional.of(notAllowed(text, offset, character));
            }
            i += Character.charCount(character);
        }
        return Optional.empty();
    }

    static YamlProblem problem(YamlEngineException error, String text) {
        if (error instanceof ReaderException reader) {
            return notAllowed(text, reader.getPosition(), reader.getCodePoint());
        }
        if (error instanceof MarkedYamlEngineException marked) {
            return marked(marked);
        }
        return new YamlProblem(Position.START, "this is not YAML");
    }

    private static YamlProblem notAllowed(String text, int offset, int character) {
        return new YamlProblem(
                positionOf(text, offset),
                "the character U+%04X is not allowed in YAML".formatted(character));
    }

    static Position position(Optional<Mark> mark) {
        return mark.map(at -> new Position(at.getLine() + 1, at.getColumn() + 1))
                .orElse(Position.START);
    }

    private static YamlProblem marked(MarkedYamlEngineException error) {
        String found = error.getProblem() == null ? "" : error.getProblem();
        Optional<Mark> end = error.getProblemMark().or(error::getContextMark);
        Optional<Mark> start = error.getContextMark().or(error::getProblemMark);
        if (found.contains("cannot start any token")) {
            return new YamlProblem(position(end), badStart(found));
        }
        if (found.startsWith("found unexpected end of stream")) {
            return new YamlProblem(position(start), "this quote is opened and never closed");
        }
        if (found.startsWith("expected ',' or ']'")) {
            return new YamlProblem(
                    position(start),
                    "this list lacks its closing ']' or a comma between two items");
        }
        if (found.startsWith("expected ',' or '}'")) {
            return new YamlProblem(
                    position(start),
                    "this mapping lacks its closing '}' or a comma between two entries");
        }
        return new YamlProblem(position(end), words(found));
    }

    private static String badStart(String found) {
        if (found.contains("TAB")) {
            return "a tab cannot indent YAML; use spaces";
        }
        int quote = found.indexOf('\'');
        return "a value cannot start with "
                + found.substring(quote, found.indexOf('\'', quote + 2) + 1)
                + "; put it in quotes";
    }

    private static String words(String found) {
        if (found.contains("values are not allowed here")) {
            return "a ':' where no key can stand; check the indentation, or put the text in quotes";
        }
        if (found.contains("entries are not allowed here")) {
            return "a '-' where no list can start; put it on a line of its own, under its key";
        }
        if (found.startsWith("could not find expected ':'")) {
            return "the key before this place has no ':'";
        }
        if (found.startsWith("expected <block end>")) {
            return "this does not fit the lines above it; check the indentation and the quotes";
        }
        if (found.contains("document start")) {
            return "this does not belong to anything above it; check the indentation";
        }
        if (found.contains("escape")) {
            return "an escape after '\\' that YAML does not know; use single quotes for text with"
                    + " '\\'";
        }
        if (found.contains("tag handle")) {
            return "unknown tag; only plain YAML values are understood";
        }
        if (found.contains("undefined alias")) {
            return "an alias without its anchor; put text that starts with '*' in quotes";
        }
        return "this is not YAML; check the indentation, quotes and brackets at this place";
    }

    private static Position positionOf(String text, int offset) {
        int line = 1;
        int column = 1;
        int end =
                text.offsetByCodePoints(0, Math.min(offset, text.codePointCount(0, text.length())));
        for (int i = 0; i < end; i += Character.charCount(text.codePointAt(i))) {
            column++;
            if (text.charAt(i) == '\n') {
                line++;
                column = 1;
            }
        }
        return new Position(line, column);
    }
}
