package io.gorgon.shell;

import io.gorgon.shell.Placeholder.Context;
import io.gorgon.shell.ScriptModel.Unchecked;
import java.util.regex.Pattern;

/** Reads what starts with a dollar sign or a backquote. */
final class ExpansionReader {

    private static final Pattern NAME = Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_]*|[0-9@*#?!$-])");
    private static final String TWO_READINGS =
            " Shells read this in different ways; write it in another way.";

    private final Cursor in;
    private final Word word;

    ExpansionReader(Cursor in, Word word) {
        this.in = in;
        this.word = word;
    }

    void dollar(Context context) {
        boolean inQuotes = context != Context.BARE;
        if (in.at("${")) {
            placeholder(context);
        } else if (in.at("$((")) {
            arithmetic(inQuotes);
        } else if (in.at("$(")) {
            substitution(inQuotes);
        } else if (in.at("$\\\n") || in.at("$[") || in.at("$${") || startsQuotes(inQuotes)) {
            throw in.refused("'" + in.peek() + in.peek(1) + "' is not understood." + TWO_READINGS);
        } else if (in.at(NAME)) {
            in.take(in.lookahead(NAME).length());
            word.addShellExpansion(inQuotes);
        } else {
            word.addLiteral(in.take(), inQuotes);
        }
    }

    private boolean startsQuotes(boolean inQuotes) {
        return !inQuotes && (in.at("$'") || in.at("$\""));
    }

    void placeholder(Context context) {
        int offset = in.offset();
        int end = PlaceholderSyntax.end(in.text(), in.position());
        String expression = in.text().substring(in.position() + 2, end);
        PlaceholderSyntax.check(expression, offset);
        Placeholder placeholder = new Placeholder(expression, offset, context);
        in.model().placeholder(placeholder);
        word.addPlaceholder(placeholder);
        in.skipTo(end + 1);
    }

    private void substitution(boolean inQuotes) {
        in.take(2);
        if (in.at("\\\n")) {
            throw in.refused("'$(' is not understood before a line's end." + TWO_READINGS);
        }
        in.enter();
        new ScriptParser(in).list();
        in.leave();
        if (in.peek() != ')') {
            throw in.refused("A command in '$(' does not end: ')' is missing.");
        }
        in.take();
        word.addShellExpansion(inQuotes);
    }

    private void arithmetic(boolean inQuotes) {
        int start = in.position();
        int offset = in.offset();
        in.take(3);
        in.enter();
        int open = 0;
        while (open > 0 || !in.at("))")) {
            switch (in.peek()) {
                case '$' -> dollar(Context.ARITHMETIC);
                case '`' -> backquoted(true);
                case '(' -> open += in.take() == '(' ? 1 : 0;
                case ')' -> open -= closing(open);
                case '\'', '"', '\\' ->
                        throw in.refused("Quotes are not understood in '$(('." + TWO_READINGS);
                default -> in.take();
            }
        }
        in.take(2);
        in.leave();
        in.model()
                .arithmetic()
                .add(new Unchecked(offset, in.text().substring(start, in.position())));
        word.addShellExpansion(inQuotes);
    }

    private int closing(int open) {
        if (open == 0) {
            throw in.refused("'$((' is not understood: '))' is missing." + TWO_READINGS);
        }
        in.take();
        return 1;
    }

    /**
     * Backquotes become {@code $(…)}, which means the same and nests without backslashes.
     *
     * @param inDoubleQuotes whether a backslash before a double quote belongs to the backquotes
     */
    void backquoted(boolean inDoubleQuotes) {
        int offset = in.offset();
        int from = in.position() + 1;
        StringBuilder command = new StringBuilder();
        int at = from;
        while (at < in.text().length() && in.text().charAt(at) != '`') {
            char c = in.text().charAt(at++);
            boolean escape =
                    c == '\\'
                            && at < in.text().length()
                            && (inDoubleQuotes ? "$`\\\"" : "$`\\").indexOf(in.text().charAt(at))
                                    >= 0;
            command.append(escape ? in.text().charAt(at++) : c);
        }
        if (at >= in.text().length()) {
            throw in.refused("A command in backquotes does not end: '`' is missing.");
        }
        if (in.waitingHereDocuments() > 0 && command.indexOf("\n") >= 0) {
            throw in.refused("A here-document and backquotes are on one line." + TWO_READINGS);
        }
        in.enter();
        in.model().literal("$( ");
        Cursor inner = new Cursor(command.toString(), offset, in.depth(), in.model());
        new ScriptParser(inner).wholeText();
        in.model().literal("\n)");
        in.leave();
        in.skipTo(at + 1);
        word.addShellExpansion(inDoubleQuotes);
    }
}
