package io.gorgon.workflow.template;

import io.gorgon.workflow.value.Names;
import io.gorgon.workflow.value.PlainValues;
import io.gorgon.workflow.value.ValuePath;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A text with places for values: <code>${name}</code>, paths as in <code>${a.b[0]}</code> and a few
 * functions as in <code>${repo.split('/')[0]}</code>. Immutable.
 *
 * <p>What does not read a variable stays as it is: <code>$a</code>, <code>${}</code>, <code>${ a }
 * </code>. <code>${'text'}</code> gives the text between the quotes. Filling is one pass: a value
 * that itself looks like a template is inserted as it stands.
 */
public final class Template {

    private final String source;
    private final List<Part> parts;

    private Template(String source, List<Part> parts) {
        this.source = source;
        this.parts = parts;
    }

    /** A piece of the text; one that stays as it is has no expression (null). */
    record Part(String text, Expression expression, int offset) {}

    /**
     * @throws InvalidTemplateException if the text holds an expression that is none of ours, as the
     *     shell's <code>${#a}</code> or <code>${A:-x}</code>
     */
    public static Template parse(String text) {
        List<Part> parts = new ArrayList<>();
        int done = 0;
        for (int at = text.indexOf("${"); at >= 0; at = text.indexOf("${", at + 1)) {
            if (at < done || !startsExpression(text, at + 2)) {
                continue;
            }
            ExpressionParser parser = new ExpressionParser(text, at);
            Expression expression = parser.parse();
            if (at > done) {
                parts.add(new Part(text.substring(done, at), null, done));
            }
            done = parser.end();
            parts.add(new Part(text.substring(at, done), expression, at));
        }
        if (done < text.length()) {
            parts.add(new Part(text.substring(done), null, done));
        }
        return new Template(text, List.copyOf(parts));
    }

    /**
     * Whether what follows <code>${</code> is meant as an expression. Anything but a blank that is
     * closed on the same line is: it is better to ask than to send it to a model by mistake.
     */
    private static boolean startsExpression(String text, int at) {
        if (at >= text.length()) {
            return false;
        }
        int next = text.codePointAt(at);
        if (next == '}' || Character.isWhitespace(next)) {
            return false;
        }
        if (Names.isStart(next) || next == '\'' || next == '"') {
            return true;
        }
        int close = text.indexOf('}', at);
        int line = text.indexOf('\n', at);
        return close >= 0 && (line < 0 || close < line);
    }

    /** The text that was parsed. */
    public String source() {
        return source;
    }

    List<Part> parts() {
        return parts;
    }

    /** The variables that it reads; of a path, the first name. In the order of the text. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        references().forEach(reference -> names.add(reference.name()));
        return names;
    }

    /** All places that read a variable, in the order of the text. */
    public List<Reference> references() {
        List<Reference> references = new ArrayList<>();
        for (Part part : parts) {
            if (part.expression() instanceof Expression.Read read) {
                references.add(
                        new Reference(
                                part.text(),
                                read.variable().root(),
                                read.variable().variableNames(),
                                read.hasDefault(),
                                part.offset()));
            }
        }
        return references;
    }

    /** Whether the whole text is exactly one expression. */
    public boolean isSole() {
        return parts.size() == 1 && parts.get(0).expression() != null;
    }

    /** The variable, when the whole text is exactly its name in <code>${}</code>. */
    public Optional<String> soleName() {
        return isSole()
                ? parts.get(0)
                        .expression()
                        .path()
                        .filter(ValuePath::isPlainName)
                        .map(ValuePath::root)
                : Optional.empty();
    }

    /**
     * The text with all values in it. A map or a list becomes compact JSON.
     *
     * @param variables gives the value of a variable, null when it has none
     * @param missing is told each expression that has no value; the empty text stands for it
     */
    public String render(Function<String, Object> variables, Consumer<String> missing) {
        StringBuilder rendered = new StringBuilder();
        for (Part part : parts) {
            rendered.append(
                    part.expression() == null ? part.text() : text(part, variables, missing));
        }
        return rendered.toString();
    }

    private static String text(
            Part part, Function<String, Object> variables, Consumer<String> missing) {
        Object value = part.expression().value(variables);
        Optional<String> text = value == null ? Optional.empty() : PlainValues.text(value);
        if (text.isEmpty()) {
            missing.accept(part.text());
        }
        return text.orElse("");
    }

    /**
     * The value itself when the whole text is one expression: a list stays a list. Otherwise the
     * text as {@link #render} gives it.
     *
     * @return null when the one expression has no value; {@code missing} was told then
     */
    public Object value(Function<String, Object> variables, Consumer<String> missing) {
        if (!isSole()) {
            return render(variables, missing);
        }
        Object value = parts.get(0).expression().value(variables);
        if (value == null) {
            missing.accept(source);
        }
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Template template && source.equals(template.source);
    }

    @Override
    public int hashCode() {
        return Objects.hash(source);
    }

    @Override
    public String toString() {
        return source;
    }
}
