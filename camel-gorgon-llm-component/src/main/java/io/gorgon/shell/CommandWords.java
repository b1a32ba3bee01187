package io.gorgon.shell;

import java.util.ArrayList;
import java.util.List;

/** Splits a value such as {@code pytest -q "my tests"} into words. Only blanks and quotes count. */
final class CommandWords {

    private static final String ESCAPED_IN_DOUBLE_QUOTES = "\"\\$`";

    private final String text;
    private final List<String> words = new ArrayList<>();
    private StringBuilder word;
    private char quote;

    private CommandWords(String text) {
        this.text = text;
    }

    /**
     * @throws IllegalArgumentException when a quote does not end
     */
    static List<String> split(String text) {
        return new CommandWords(text).split();
    }

    private List<String> split() {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
                word = word == null ? new StringBuilder() : word;
            } else if (c == '\\' && escapes(at + 1)) {
                at++;
                add(text.charAt(at));
            } else if (quote == 0 && Character.isWhitespace(c)) {
                endWord();
            } else {
                add(c);
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("a quote in it does not end");
        }
        endWord();
        return words;
    }

    private boolean escapes(int next) {
        return next < text.length()
                && quote != '\''
                && (quote == 0 || ESCAPED_IN_DOUBLE_QUOTES.indexOf(text.charAt(next)) >= 0);
    }

    private void add(char c) {
        word = word == null ? new StringBuilder() : word;
        word.append(c);
    }

    private void endWord() {
        if (word != null) {
            words.add(word.toString());
            word = null;
        }
    }
}
