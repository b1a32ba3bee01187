package io.gorgon.workflow.graph;

/**
 * How wide a text is at most in the sans-serif fonts that systems come with. DejaVu Sans is the
 * widest of them; the numbers are its widths, rounded up.
 */
final class TextWidth {

    private static final String NARROW = "iljtfrI.,:;'|!()[]{}/\\ ";
    private static final String WIDE = "mwMWGOQDHNUC@%&+=<>~≠≥≤…—";
    private static final int FIRST_FULL_WIDTH = 0x1100;

    private TextWidth() {}

    /**
     * @param size of the letters, in pixels
     * @return pixels
     */
    static double of(String text, double size) {
        return text.codePoints().mapToDouble(character -> of(character, size)).sum();
    }

    static double of(int character, double size) {
        double part;
        if (NARROW.indexOf(character) >= 0) {
            part = 0.42;
        } else if (WIDE.indexOf(character) >= 0) {
            part = 1.0;
        } else if (character >= FIRST_FULL_WIDTH) {
            part = 1.3;
        } else if (character >= 0x250) {
            part = 0.9;
        } else {
            part = Character.isLowerCase(character) ? 0.65 : 0.75;
        }
        return part * size;
    }
}
