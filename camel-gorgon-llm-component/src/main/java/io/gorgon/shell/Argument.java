package io.gorgon.shell;

/**
 * A word as a program gets it.
 *
 * @param word where it is from; never null
 * @param text what it says; null when that is not known
 */
record Argument(Word word, String text) {

    int offset() {
        return word.offset();
    }

    boolean isKnown() {
        return text != null;
    }

    /** Whether it is known once placeholders have values. */
    boolean isKnownLater() {
        return text == null && word.text(placeholder -> "") != null;
    }

    /** Whether only the shell knows it, and may make several words of it. */
    boolean splits() {
        return text == null && word.splits();
    }

    String shown() {
        return text == null ? word.shown() : text;
    }
}
