package io.gorgon.workflow.graph;

/**
 * A text as a Mermaid label in double quotes. What has a meaning in Mermaid, Markdown or HTML is
 * written as its number, such as {@code #34;}, as Mermaid's documentation has it under "Entity
 * codes to escape characters".
 */
final class MermaidLabel {

    /** A longer text is cut: the drawing is an overview. */
    private static final int LONGEST = 160;

    private static final String HARMLESS = " ,/:?!=·≠≥≤…";

    private MermaidLabel() {}

    /** Without the quotes; never empty. */
    static String of(String text) {
        int[] characters = ShownText.of(text).codePoints().limit(LONGEST).toArray();
        StringBuilder label = new StringBuilder();
        for (int i = 0; i < characters.length; i++) {
            int character = characters[i];
            if (Character.isLetterOrDigit(character)
                    || HARMLESS.indexOf(character) >= 0
                    || isInsideWord(characters, i)) {
                label.appendCodePoint(character);
            } else {
                label.append('#').append(character).append(';');
            }
        }
        return label.isEmpty() ? " " : label.toString();
    }

    /** A dot, dash or underscore between letters is neither a list nor emphasis. */
    private static boolean isInsideWord(int[] characters, int at) {
        return "._-".indexOf(characters[at]) >= 0
                && at > 0
                && at < characters.length - 1
                && Character.isLetter(characters[at - 1])
                && Character.isLetterOrDigit(characters[at + 1]);
    }
}
