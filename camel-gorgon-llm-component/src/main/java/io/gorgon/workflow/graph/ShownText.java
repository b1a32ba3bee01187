package io.gorgon.workflow.graph;

import java.util.ArrayList;
import java.util.List;

/** Texts of a file as a drawing may show them. */
final class ShownText {

    private static final String CUT = "…";
    private static final String MAY_BREAK_AFTER = "_-./:,;=&?|)]}";

    private ShownText() {}

    /**
     * One line without what no XML document may have, and without what turns the direction of the
     * text around it.
     */
    static String of(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(character -> append(character, shown));
        return shown.toString().strip();
    }

    private static void append(int character, StringBuilder shown) {
        int type = Character.getType(character);
        boolean space =
                Character.isWhitespace(character)
                        || Character.isSpaceChar(character)
                        || type == Character.CONTROL;
        if (space) {
            if (shown.isEmpty() || shown.charAt(shown.length() - 1) != ' ') {
                shown.append(' ');
            }
        } else if (type != Character.SURROGATE
                && type != Character.FORMAT
                && type != Character.UNASSIGNED
                && type != Character.PRIVATE_USE) {
            shown.appendCodePoint(character);
        }
    }

    /**
     * Breaks a text into lines, between words where that is possible.
     *
     * @param width the most that a line may be wide, in pixels
     * @param size of the letters, in pixels
     * @param most lines; the last one ends in an ellipsis when there is more
     * @return no line for an empty text
     */
    static List<String> wrap(String text, double width, double size, int most) {
        List<String> lines = new ArrayList<>();
        String rest = of(text);
        while (!rest.isEmpty() && lines.size() < most) {
            int end = lineEnd(rest, width, size);
            boolean cut = lines.size() == most - 1 && end < rest.length();
            if (cut) {
                end = lineEnd(rest, width - TextWidth.of(CUT, size), size);
            }
            lines.add(rest.substring(0, end).strip() + (cut ? CUT : ""));
            rest = rest.substring(end).strip();
        }
        return lines;
    }

    private static int lineEnd(String text, double width, double size) {
        int fits = 0;
        int good = 0;
        double used = 0;
        while (fits < text.length()) {
            int character = text.codePointAt(fits);
            used += TextWidth.of(character, size);
            if (used > width && fits > 0) {
                return good > 0 ? good : fits;
            }
            fits += Character.charCount(character);
            if (character == ' ' || MAY_BREAK_AFTER.indexOf(character) >= 0) {
                good = fits;
            }
        }
        return fits;
    }
}
