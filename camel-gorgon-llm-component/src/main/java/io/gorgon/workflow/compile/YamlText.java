package io.gorgon.workflow.compile;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a text is best written in YAML so that it is read back unchanged: plain, in quotes, or as a
 * block of lines.
 */
final class YamlText {

    private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

    /** Words that some readers take for something else than text. */
    private static final Set<String> WORDS =
            Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private YamlText() {}

    static String key(String key) {
        return PLAIN_KEY.matcher(key).matches() && !isWord(key) ? key : quoted(key);
    }

    /** On one line. */
    static String scalar(String text) {
        return isPlain(text) ? text : quoted(text);
    }

    private static String quoted(String text) {
        boolean shown = text.chars().allMatch(YamlText::isShown);
        return shown ? "'" + text.replace("'", "''") + "'" : escaped(text, null);
    }

    private static boolean isWord(String text) {
        return WORDS.contains(text.toLowerCase(Locale.ROOT));
    }

    private static boolean isPlain(String text) {
        if (text.isEmpty() || isWord(text) || text.endsWith(" ") || text.endsWith(":")) {
            return false;
        }
        char first = text.charAt(0);
        boolean start =
                first == '_'
                        || first == '/'
                        || first == '$'
                        || first >= 'a' && first <= 'z'
                        || first >= 'A' && first <= 'Z';
        return start
                && !text.contains(": ")
                && !text.contains(" #")
                && text.chars().allMatch(YamlText::isShown);
    }

    /** Whether a character stands for itself on a line, for every reader. */
    private static boolean isShown(int character) {
        return character >= ' ' && character <= '~'
                || character > 0xA0
                        && Character.isLetterOrDigit(character)
                        && !Character.isSurrogate((char) character)
                || "–—…„“”‘’€°×→✓".indexOf(character) >= 0;
    }

    /** Whether a text can be written line by line as it is. */
    static boolean fitsBlock(String text) {
        String last = text.substring(text.lastIndexOf('\n') + 1);
        return text.indexOf('\n') >= 0
                && !text.isBlank()
                && (last.isEmpty() || !last.isBlank())
                && text.chars().allMatch(c -> c == '\n' || c == '\t' || isShown(c));
    }

    /** What stands after the key of a block of lines; the lines follow, two columns further in. */
    static String blockHeader(String text) {
        char first = text.charAt(0);
        String indent = first == ' ' || first == '\n' || first == '\t' ? "2" : "";
        String stripped = text.endsWith("\n") ? text.substring(0, text.length() - 1) : null;
        if (stripped == null) {
            return "|" + indent + "-";
        }
        return "|" + indent + (stripped.endsWith("\n") ? "+" : "");
    }

    /**
     * In double quotes.
     *
     * @param lineStart what further lines start with; null to stay on one line
     */
    static String escaped(String text, String lineStart) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            i += Character.charCount(character);
            out.append(escape(character));
            if (character == '\n' && lineStart != null && i < text.length()) {
                out.append("\\\n").append(lineStart);
                if (text.charAt(i) == ' ') {
                    out.append('\\');
                }
            }
        }
        return out.append('"').toString();
    }

    private static String escape(int character) {
        return switch (character) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            case '\r' -> "\\r";
            default -> {
                if (character > 0xFFFF) {
                    // Written out, snakeyaml-engine 3.0.1 fails on it at the end of its buffer.
                    yield String.format(Locale.ROOT, "\\U%08X", character);
                }
                yield isShown(character)
                        ? String.valueOf((char) character)
                        : String.format(Locale.ROOT, "\\u%04X", character);
            }
        };
    }
}
