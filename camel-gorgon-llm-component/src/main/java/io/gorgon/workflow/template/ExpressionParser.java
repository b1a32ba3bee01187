package io.gorgon.workflow.template;

import io.gorgon.workflow.value.Names;
import io.gorgon.workflow.value.ValuePath;
import io.gorgon.yaml.Nearest;
import io.gorgon.yaml.QuotedText;
import java.util.ArrayList;
import java.util.List;

/** Reads one expression, from its <code>${</code> to its <code>}</code>. */
final class ExpressionParser {

    private static final String WHAT_TEMPLATES_CAN =
            " A template reads a variable (${name}), what is inside it (${a.b[0]}), and knows"
                    + " split, index, length, trim, upper, lower, join and default. To write '${'"
                    + " itself, write ${'${'}.";
    private static final int MAX_INTEGER_DIGITS = 9;

    private final String text;
    private final int start;
    private int at;

    /**
     * @param start where the {@code $} is
     */
    ExpressionParser(String text, int start) {
        this.text = text;
        this.start = start;
        this.at = start + 2;
    }

    /** The first character after the <code>}</code>; valid after {@link #parse}. */
    int end() {
        return at;
    }

    /**
     * @throws InvalidTemplateException if it is no expression
     */
    Expression parse() {
        if (isQuote(peek())) {
            Expression literal = new Expression.Literal(string());
            expectEnd();
            return literal;
        }
        String root = name("a name is missing");
        List<Object> path = new ArrayList<>();
        List<Expression.Step> steps = new ArrayList<>();
        while (peek() == '.' || peek() == '[') {
            boolean afterCall = !steps.isEmpty();
            if (take() == '[') {
                Object keyOrPlace = argument();
                expect(']');
                add(keyOrPlace, afterCall, path, steps);
                continue;
            }
            String name = name("a name is missing after the '.'");
            if (peek() == '(') {
                steps.add(call(name));
            } else {
                add(name, afterCall, path, steps);
            }
        }
        expectEnd();
        return new Expression.Read(new ValuePath(root, path), List.copyOf(steps));
    }

    private static void add(
            Object keyOrPlace, boolean afterCall, List<Object> path, List<Expression.Step> steps) {
        if (afterCall) {
            steps.add(new Expression.Access(keyOrPlace));
        } else {
            path.add(keyOrPlace);
        }
    }

    private Expression.Call call(String name) {
        TemplateFunction function =
                TemplateFunction.named(name).orElseThrow(() -> invalid(unknownFunction(name)));
        take();
        List<Object> arguments = new ArrayList<>();
        skipBlanks();
        while (peek() != ')') {
            arguments.add(argument());
            skipBlanks();
            if (peek() == ',') {
                take();
                skipBlanks();
            } else if (peek() != ')') {
                throw invalid("a ')' or a ',' is missing after an argument of " + name);
            }
        }
        take();
        function.problem(arguments)
                .ifPresent(
                        problem -> {
                            throw invalid(problem);
                        });
        return new Expression.Call(function, List.copyOf(arguments));
    }

    private static String unknownFunction(String name) {
        return "there is no function "
                + QuotedText.of(name)
                + Nearest.of(name, TemplateFunction.names())
                        .map(nearest -> "; did you mean '" + nearest + "'?")
                        .orElse("");
    }

    private Object argument() {
        if (isQuote(peek())) {
            return string();
        }
        int from = at;
        if (peek() == '-') {
            take();
        }
        int digits = at;
        while (peek() >= '0' && peek() <= '9') {
            take();
        }
        if (at == digits) {
            throw invalid("only a text in quotes or a whole number can stand in brackets");
        }
        if (at - digits > MAX_INTEGER_DIGITS) {
            throw invalid("a number in brackets has at most " + MAX_INTEGER_DIGITS + " digits");
        }
        return Integer.valueOf(text.substring(from, at));
    }

    private String string() {
        char quote = take();
        StringBuilder content = new StringBuilder();
        while (peek() != quote) {
            if (at >= text.length()) {
                throw invalid("a quote is opened and never closed");
            }
            char character = take();
            content.append(character == '\\' ? escaped() : character);
        }
        take();
        return content.toString();
    }

    private char escaped() {
        char character = at < text.length() ? take() : '\0';
        return switch (character) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case '\\', '\'', '"' -> character;
            case 'u' -> fourHexadecimalDigits();
            default ->
                    throw invalid(
                            "after a '\\' in quotes stands one of n, t, r, \\, ', \" or u and four"
                                    + " hexadecimal digits");
        };
    }

    private char fourHexadecimalDigits() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < text.length() ? Character.digit(take(), 16) : -1;
            if (digit < 0) {
                throw invalid("after '\\u' stand four hexadecimal digits");
            }
            value = value * 16 + digit;
        }
        return (char) value;
    }

    private String name(String otherwise) {
        int end = Names.end(text, at);
        if (end == at) {
            throw invalid(otherwise);
        }
        String name = text.substring(at, end);
        at = end;
        return name;
    }

    private void expectEnd() {
        if (at >= text.length()) {
            throw invalid("its '}' is missing");
        }
        if (Character.isWhitespace(peek())) {
            throw invalid("no blank can stand in it");
        }
        if (peek() != '}') {
            throw invalid("'" + Character.toString(text.codePointAt(at)) + "' cannot stand in it");
        }
        take();
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw invalid("a '" + wanted + "' is missing");
        }
        take();
    }

    private void skipBlanks() {
        while (peek() == ' ') {
            take();
        }
    }

    private static boolean isQuote(char character) {
        return character == '\'' || character == '"';
    }

    /** The next character; the null character at the end. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private char take() {
        return text.charAt(at++);
    }

    private InvalidTemplateException invalid(String why) {
        int close = text.indexOf('}', start);
        int line = text.indexOf('\n', start);
        int end = close >= 0 ? close + 1 : line >= 0 ? line : text.length();
        return new InvalidTemplateException(
                start,
                QuotedText.of(text.substring(start, end))
                        + " is no expression of a template: "
                        + why
                        + "."
                        + WHAT_TEMPLATES_CAN);
    }
}
