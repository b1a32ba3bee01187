package io.gorgon.workflow.value;

/** Which names templates and conditions can read: letters, digits, '_' and, inside, '-'. */
public final class Names {

    private Names() {}

    public static boolean isStart(int character) {
        return Character.isLetterOrDigit(character) || character == '_';
    }

    public static boolean isPart(int character) {
        return isStart(character)
                || character == '-'
                || Character.getType(character) == Character.NON_SPACING_MARK;
    }

    /** The end of the name that starts at an offset; the offset itself when none starts there. */
    public static int end(String text, int start) {
        int at = start;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            if (at == start ? !isStart(character) : !isPart(character)) {
                break;
            }
            at += Character.charCount(character);
        }
        return at;
    }
}
