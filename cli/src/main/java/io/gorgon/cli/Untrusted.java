package io.gorgon.cli;

import io.gorgon.llm.http.Redaction;
import java.util.List;

/** Texts of models and people as a terminal may show them: they are text and nothing else. */
final class Untrusted {

    private Untrusted() {}

    /** One short line. */
    static String line(String text) {
        return withoutControl(Redaction.line(text));
    }

    /** The first line that is not empty. */
    static String firstLine(String text) {
        return line(text == null ? "" : text.strip().lines().findFirst().orElse(""));
    }

    /** All lines, as they are but for what a terminal would obey. */
    static List<String> lines(String text) {
        return text.lines().map(each -> withoutControl(each.replace("\t", "    "))).toList();
    }

    /** The text with a replacement character for each that would control what shows it. */
    static String withoutControl(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .forEach(
                        character ->
                                shown.appendCodePoint(controls(character) ? '\uFFFD' : character));
        return shown.toString();
    }

    /** Whether it is more than a letter, or turns the direction of the text around it. */
    private static boolean controls(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE -> true;
            default -> character == 0x2028 || character == 0x2029;
        };
    }
}
