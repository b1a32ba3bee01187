package io.gorgon.shell;

import io.gorgon.shell.Placeholder.Context;
import java.util.regex.Pattern;

/** Reads one word with its quotes and expansions. */
final class WordReader {

    private static final String DELIMITERS = " \t\n;&|<>()";
    private static final Pattern BRACES = Pattern.compile(".*\\{.*(,|\\.\\.).*", Pattern.DOTALL);
    private static final Pattern CHARACTER_SET = Pattern.compile(".*\\[.*\\].*", Pattern.DOTALL);

    private final Cursor in;
    private final Word word;
    private final ExpansionReader expansions;
    private final StringBuilder unquoted = new StringBuilder();

    private WordReader(Cursor in) {
        this.in = in;
        this.word = new Word(in.offset());
        this.expansions = new ExpansionReader(in, word);
    }

    /**
     * @throws RefusedCommandException when no word stands here or it does not end
     */
    static Word read(Cursor in) {
        return new WordReader(in).read();
    }

    private Word read() {
        int start = in.position();
        while (!in.atEnd() && DELIMITERS.indexOf(in.peek()) < 0) {
            part();
        }
        if (in.position() == start) {
            throw in.refused("A word is missing" + found() + ".");
        }
        boolean pattern =
                unquoted.indexOf("*") >= 0
                        || unquoted.indexOf("?") >= 0
                        || unquoted.toString().startsWith("~")
                        || BRACES.matcher(unquoted).matches()
                        || CHARACTER_SET.matcher(unquoted).matches();
        if (pattern) {
            word.markPattern();
        }
        return word;
    }

    private String found() {
        return in.atEnd() ? " at the end" : " before '" + in.peek() + "'";
    }

    private void part() {
        switch (in.peek()) {
            case '\\' -> escaped();
            case '\'' -> singleQuoted();
            case '"' -> doubleQuoted();
            case '$' -> expansions.dollar(Context.BARE);
            case '`' -> expansions.backquoted(false);
            default -> {
                char c = in.take();
                unquoted.append(c);
                word.addLiteral(c, false);
            }
        }
    }

    private void escaped() {
        in.take();
        char c = in.take();
        if (c != '\n') {
            word.addLiteral(c, true);
        }
    }

    private void singleQuoted() {
        in.take();
        word.markQuoted();
        while (in.peek() != '\'') {
            requireMore("'");
            if (in.at("${")) {
                expansions.placeholder(Context.SINGLE_QUOTED);
            } else {
                word.addLiteral(in.take(), true);
            }
        }
        in.take();
    }

    private void doubleQuoted() {
        in.take();
        word.markQuoted();
        while (in.peek() != '"') {
            requireMore("\"");
            switch (in.peek()) {
                case '\\' -> escapedInDoubleQuotes();
                case '$' -> expansions.dollar(Context.DOUBLE_QUOTED);
                case '`' -> expansions.backquoted(true);
                default -> word.addLiteral(in.take(), true);
            }
        }
        in.take();
    }

    private void escapedInDoubleQuotes() {
        in.take();
        char c = in.take();
        if ("$`\"\\".indexOf(c) >= 0) {
            word.addLiteral(c, true);
        } else if (c != '\n') {
            word.addLiteral('\\', true);
            word.addLiteral(c, true);
        }
    }

    private void requireMore(String quote) {
        if (in.atEnd()) {
            throw new RefusedCommandException(
                    word.offset(), "A text in quotes does not end: " + quote + " is missing.");
        }
    }
}
