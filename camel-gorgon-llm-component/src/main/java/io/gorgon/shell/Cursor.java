package io.gorgon.shell;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in a text; what is taken goes into the model as it stands. */
final class Cursor {

    private static final int MAX_DEPTH = 200;
    private static final char END = '\0';

    private final String text;
    private final int base;
    private final ScriptModel model;
    private int position;
    private int depth;
    private int waitingHereDocuments;

    /**
     * @param base where the text starts in that of the author
     * @param depth how many substitutions are around it
     */
    Cursor(String text, int base, int depth, ScriptModel model) {
        this.text = text;
        this.base = base;
        this.depth = depth;
        this.model = model;
    }

    ScriptModel model() {
        return model;
    }

    String text() {
        return text;
    }

    int position() {
        return position;
    }

    int offset() {
        return base + position;
    }

    int depth() {
        return depth;
    }

    boolean atEnd() {
        return position >= text.length();
    }

    /** The next character; 0 at the end. */
    char peek() {
        return peek(0);
    }

    char peek(int ahead) {
        return position + ahead < text.length() ? text.charAt(position + ahead) : END;
    }

    boolean at(String expected) {
        return text.startsWith(expected, position);
    }

    boolean at(Pattern pattern) {
        return matcher(pattern).lookingAt();
    }

    /** What the pattern fits here; null when it does not. */
    String lookahead(Pattern pattern) {
        Matcher matcher = matcher(pattern);
        return matcher.lookingAt() ? matcher.group() : null;
    }

    private Matcher matcher(Pattern pattern) {
        return pattern.matcher(text).region(position, text.length()).useTransparentBounds(true);
    }

    char take() {
        if (atEnd()) {
            throw refused("The command ends too early.");
        }
        char c = text.charAt(position);
        if (c == '\n' && waitingHereDocuments > 0) {
            throw refused(
                    "The text of a here-document must start on the line after '<<'; this line goes"
                            + " on in the next one.");
        }
        return takeAny();
    }

    /** Takes a line's end where here-documents may start. */
    char takeAny() {
        char c = text.charAt(position++);
        model.literal(String.valueOf(c));
        return c;
    }

    void take(int count) {
        for (int i = 0; i < count; i++) {
            take();
        }
    }

    /** Goes on without taking. */
    void skipTo(int newPosition) {
        position = newPosition;
    }

    void hereDocumentWaits() {
        waitingHereDocuments++;
    }

    void hereDocumentRead() {
        waitingHereDocuments--;
    }

    int waitingHereDocuments() {
        return waitingHereDocuments;
    }

    void enter() {
        if (++depth > MAX_DEPTH) {
            throw refused("The command is nested too deeply.");
        }
    }

    void leave() {
        depth--;
    }

    RefusedCommandException refused(String message) {
        return new RefusedCommandException(base + Math.min(position, text.length()), message);
    }
}
