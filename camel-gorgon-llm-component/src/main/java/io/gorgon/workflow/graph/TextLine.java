package io.gorgon.workflow.graph;

import java.util.List;

/**
 * A line of text in a drawing.
 *
 * @param text without line breaks
 * @param style a class of the drawing's style sheet
 * @param size of the letters, in pixels
 * @param width the most that it takes, in pixels
 */
record TextLine(String text, String style, double size, double width) {

    static final double SMALL = 11;
    static final double NORMAL = 12.5;
    static final double HEADING = 18;

    private static final double BOLD = 1.1;
    private static final double LINE = 1.32;

    double height() {
        return size * LINE;
    }

    /** Where the letters stand, below the top of the line. */
    double baseline() {
        return size * 1.02;
    }

    static List<TextLine> bold(String text, double width, int most) {
        return lines(text, "b", NORMAL, BOLD, width, most);
    }

    static List<TextLine> plain(String text, double width, int most) {
        return lines(text, "t", NORMAL, 1, width, most);
    }

    static List<TextLine> small(String text, double width, int most) {
        return lines(text, "s", SMALL, 1, width, most);
    }

    static List<TextLine> heading(String text, double width, int most) {
        return lines(text, "h", HEADING, BOLD, width, most);
    }

    private static List<TextLine> lines(
            String text, String style, double size, double factor, double width, int most) {
        return ShownText.wrap(text, width / factor, size, most).stream()
                .map(line -> new TextLine(line, style, size, factor * TextWidth.of(line, size)))
                .toList();
    }
}
