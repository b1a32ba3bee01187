package io.gorgon.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command into words by the quoting rules of a POSIX shell (POSIX.1-2017, 2.2), without
 * running one: variables, patterns and operators mean nothing and stay as they are written.
 */
final class CommandWords {

    private final String text;
    private final List<String> words = new ArrayList<>();
    private StringBuilder word;

    private CommandWords(String text) {
        this.text = text;
    }

    /**
     * @throws IllegalArgumentException with the end of a sentence, if a quote is not closed or
     *     nothing is there
     */
    static List<String> split(String text) {
        return new CommandWords(text).words();
    }

    private List<String> words() {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                endOfWord();
                at++;
            } else if (c == '\'' || c == '"') {
                at = quoted(at + 1, c);
            } else if (c == '\\') {
                at = escaped(at + 1);
            } else {
                current().append(c);
                at++;
            }
        }
        endOfWord();
        if (words.isEmpty()) {
            throw new IllegalArgumentException("must not be empty");
        }
        return List.copyOf(words);
    }

    private StringBuilder current() {
        if (word == null) {
            word = new StringBuilder();
        }
        return word;
    }

    private void endOfWord() {
        if (word != null) {
            words.add(word.toString());
            word = null;
        }
    }

    private int quoted(int start, char quote) {
        StringBuilder inside = current();
        int at = start;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == quote) {
                return at + 1;
            }
            boolean escapes =
                    c == '\\'
                            && quote == '"'
                            && at + 1 < text.length()
                            && "\"\\$`".indexOf(text.charAt(at + 1)) >= 0;
            inside.append(escapes ? text.charAt(at + 1) : c);
            at += escapes ? 2 : 1;
        }
        throw new IllegalArgumentException("has a quote (" + quote + ") that is not closed");
    }

    private int escaped(int at) {
        if (at == text.length()) {
            throw new IllegalArgumentException("ends with a \\ that escapes nothing");
        }
        current().append(text.charAt(at));
        return at + 1;
    }
}
