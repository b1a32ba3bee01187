package io.gorgon.workflow.template;

/**
 * Writes texts so that they pass unchanged through a reader that fills property placeholders
 * (double braces), takes blanks off both ends and loads what starts with {@code resource:}, as
 * expressions of Camel routes do (Camel 4.18, {@code ExpressionReifier}). What was written has no
 * double opening brace at all, so nothing is left that could be taken for a placeholder.
 */
public final class PlaceholderEscape {

    private static final String LOADS_A_RESOURCE = "resource:";
    private static final String BRACE = "${'{'}";

    private PlaceholderEscape() {}

    /**
     * A template that gives the same as this one, for an expression with {@code trim: false}.
     *
     * @throws InvalidTemplateException if it is no template
     */
    public static String inTemplate(String template) {
        if (template.isEmpty()) {
            return "${''}";
        }
        String escaped = template.contains("{{") ? withoutRiskyBraces(template) : template;
        return escaped.startsWith(LOADS_A_RESOURCE) ? "${'r'}" + escaped.substring(1) : escaped;
    }

    /**
     * A template that gives the same as this one, for an expression that loses the blanks at its
     * ends.
     *
     * @throws InvalidTemplateException if it is no template
     */
    public static String inTrimmedTemplate(String template) {
        if (template.equals(template.trim())) {
            return inTemplate(template);
        }
        String escaped = withoutRiskyBraces(template);
        String start = isBlank(escaped.charAt(0)) ? literal(escaped.charAt(0)) : "";
        String rest = escaped.substring(start.isEmpty() ? 0 : 1);
        int last = rest.length() - 1;
        String inner =
                last >= 0 && isBlank(rest.charAt(last))
                        ? rest.substring(0, last) + literal(rest.charAt(last))
                        : rest;
        return start.isEmpty() ? inTemplate(inner) : start + inner;
    }

    /**
     * A JSON text with the same content. Double braces can stand only inside of its texts and keys,
     * so the second one is written as an escape there.
     *
     * @param json valid JSON on one line or several, with nothing around it
     */
    public static String inJson(String json) {
        return afterABrace(json);
    }

    private static String withoutRiskyBraces(String template) {
        StringBuilder escaped = new StringBuilder();
        for (Template.Part part : Template.parse(template).parts()) {
            escaped.append(
                    part.expression() == null ? plainText(part.text()) : afterABrace(part.text()));
        }
        return escaped.toString();
    }

    /**
     * A brace that stands after a '$' is written out as well: what follows it may now be closed on
     * its line, and would be read as an expression.
     */
    private static String plainText(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char before = i > 0 ? text.charAt(i - 1) : ' ';
            char after = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
            boolean risky = before == '{' || before == '$' || after == '{';
            escaped.append(text.charAt(i) == '{' && risky ? BRACE : text.charAt(i));
        }
        return escaped.toString();
    }

    private static String afterABrace(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            boolean second = i > 0 && text.charAt(i - 1) == '{' && text.charAt(i) == '{';
            escaped.append(second ? "\\u007b" : text.charAt(i));
        }
        return escaped.toString();
    }

    /** Whether {@link String#trim()} takes it off. */
    private static boolean isBlank(char character) {
        return character <= ' ';
    }

    private static String literal(char blank) {
        return switch (blank) {
            case ' ' -> "${' '}";
            case '\n' -> "${'\\n'}";
            case '\t' -> "${'\\t'}";
            default -> "${'\\u%04x'}".formatted((int) blank);
        };
    }
}
