package io.gorgon.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A word of the author's text: literal text, placeholders, and what the shell fills in. */
final class Word {

    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*\\+?=.*");

    private record Part(String literal, Placeholder placeholder) {}

    private final int offset;
    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder unquotedStart = new StringBuilder();
    private boolean startIsOver;
    private boolean quoted;
    private boolean splits;
    private boolean expands;

    Word(int offset) {
        this.offset = offset;
    }

    int offset() {
        return offset;
    }

    void addLiteral(char c, boolean inQuotes) {
        int last = parts.size() - 1;
        if (last >= 0 && parts.get(last).literal() != null) {
            parts.set(last, new Part(parts.get(last).literal() + c, null));
        } else {
            parts.add(new Part(String.valueOf(c), null));
        }
        if (inQuotes) {
            markQuoted();
        } else if (!startIsOver) {
            unquotedStart.append(c);
        }
    }

    void markQuoted() {
        quoted = true;
        startIsOver = true;
    }

    void addPlaceholder(Placeholder placeholder) {
        parts.add(new Part(null, placeholder));
        startIsOver = true;
    }

    /** Something whose text only the shell knows. */
    void addShellExpansion(boolean inQuotes) {
        parts.add(new Part(null, null));
        startIsOver = true;
        expands = true;
        splits |= !inQuotes;
    }

    /** An unquoted character by which the shell makes other words of this one. */
    void markPattern() {
        expands = true;
        splits = true;
    }

    /** The literal text without quotes; null when any part is no literal. */
    String literal() {
        return expands || !placeholders().isEmpty() ? null : text(placeholder -> "");
    }

    /** The text with the placeholders' values; null when only the shell knows it. */
    String text(Function<Placeholder, String> values) {
        if (expands) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            text.append(part.literal() == null ? values.apply(part.placeholder()) : part.literal());
        }
        return text.toString();
    }

    /** The literal text that it starts with, without quotes. */
    String literalStart() {
        return parts.isEmpty() || parts.get(0).literal() == null ? "" : parts.get(0).literal();
    }

    List<Placeholder> placeholders() {
        return parts.stream().map(Part::placeholder).filter(it -> it != null).toList();
    }

    /** The placeholder that it consists of, without quotes; null when there is more or less. */
    Placeholder barePlaceholder() {
        boolean alone = parts.size() == 1 && !quoted;
        return alone ? parts.get(0).placeholder() : null;
    }

    boolean isQuoted() {
        return quoted;
    }

    /** Whether the shell may make several words of it. */
    boolean splits() {
        return splits;
    }

    boolean isAssignment() {
        return ASSIGNMENT.matcher(unquotedStart).matches();
    }

    /** The text as the author may recognise it. */
    String shown() {
        StringBuilder shown = new StringBuilder();
        for (Part part : parts) {
            shown.append(
                    part.literal() != null
                            ? part.literal()
                            : part.placeholder() != null ? part.placeholder() : "$…");
        }
        return shown.toString();
    }
}
