package io.gorgon.shell;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells placeholders from the shell's own parameter syntax. */
final class PlaceholderSyntax {

    private static final Pattern SHELL_OPERATOR =
            Pattern.compile("[A-Za-z_][A-Za-z0-9_]*[-:=?+%#/^,@*~!].*", Pattern.DOTALL);
    private static final Pattern START = Pattern.compile("[A-Za-z_'\"].*", Pattern.DOTALL);
    private static final Pattern TOKEN =
            Pattern.compile(
                    "'(?:\\\\.|[^'\\\\])*'|\"(?:\\\\.|[^\"\\\\])*\""
                            + "|(?<![\\w.])([A-Za-z_]\\w*)(?!\\w|\\s*\\()",
                    Pattern.DOTALL);
    private static final Set<String> CONSTANTS = Set.of("true", "false", "null");

    private PlaceholderSyntax() {}

    /**
     * @param from the place of {@code ${}
     * @return the place of the closing brace; quotes of the expression may hold others
     */
    static int end(String text, int from) {
        char quote = 0;
        for (int at = from + 2; at < text.length(); at++) {
            char c = text.charAt(at);
            if (quote != 0) {
                if (c == '\\') {
                    at++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '}') {
                return at;
            }
        }
        throw new RefusedCommandException(
                from, "A placeholder starts with '${' and does not end: '}' is missing.");
    }

    /** Refuses what the shell would read as its own. */
    static void check(String expression, int offset) {
        boolean shellSyntax =
                !START.matcher(expression).matches()
                        || SHELL_OPERATOR.matcher(expression).matches();
        if (shellSyntax) {
            throw new RefusedCommandException(
                    offset,
                    "'${"
                            + expression
                            + "}' is the shell's own syntax, and '${' starts a placeholder of the"
                            + " workflow. Use $NAME for an environment variable that is listed under"
                            + " shell.environment in gorgon.yaml.");
        }
    }

    /** The names that an expression starts from, such as {@code a} of {@code a.b[0]}. */
    static Set<String> roots(String expression) {
        Set<String> roots = new TreeSet<>();
        Matcher token = TOKEN.matcher(expression);
        while (token.find()) {
            String name = token.group(1);
            if (name != null && !CONSTANTS.contains(name)) {
                roots.add(name);
            }
        }
        return roots;
    }
}
