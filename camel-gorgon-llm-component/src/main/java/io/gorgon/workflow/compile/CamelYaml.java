package io.gorgon.workflow.compile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * Writes a tree as YAML that people read: blocks, long texts line by line, an empty line between
 * parts. In a mapping the key {@code #} is a comment above it. What is written is read back as the
 * same tree, without the comments.
 */
final class CamelYaml {

    /** The key of comments. */
    static final String COMMENT = "#";

    private static final int COMMENT_WIDTH = 96;

    private final StringBuilder out = new StringBuilder();

    /** Whether the last line belongs to a text that would take an empty line for its own. */
    private boolean openText;

    private CamelYaml() {}

    static String write(JsonNode tree) {
        CamelYaml yaml = new CamelYaml();
        if (tree.isContainerNode() && !tree.isEmpty()) {
            yaml.container(tree, 0, false);
        } else {
            yaml.value(tree, 0);
        }
        return yaml.out.toString();
    }

    private void container(JsonNode node, int column, boolean started) {
        if (node.isArray()) {
            list(node, column, started);
        } else {
            mapping(node, column, started);
        }
    }

    private void list(JsonNode list, int column, boolean started) {
        JsonNode before = null;
        for (JsonNode item : list) {
            boolean first = before == null;
            if (!first && (isPart(item) || isPart(before)) && !openText) {
                out.append('\n');
            }
            comment(item, started && first ? -1 : column);
            if (!(started && first)) {
                indent(column);
            }
            out.append('-');
            if (isFilled(item)) {
                out.append(' ');
                container(item, column + 2, true);
            } else {
                value(item, column);
            }
            before = item;
        }
    }

    private void mapping(JsonNode mapping, int column, boolean started) {
        boolean first = started;
        for (Map.Entry<String, JsonNode> entry : mapping.properties()) {
            if (entry.getKey().equals(COMMENT)) {
                continue;
            }
            if (!first) {
                indent(column);
            }
            first = false;
            out.append(YamlText.key(entry.getKey())).append(':');
            JsonNode value = entry.getValue();
            if (isFilled(value)) {
                newLine();
                if (value.isObject()) {
                    comment(value, column + 2);
                }
                container(value, column + 2, false);
            } else {
                value(value, column);
            }
        }
    }

    private static boolean isFilled(JsonNode node) {
        int size = node.isObject() && node.has(COMMENT) ? node.size() - 1 : node.size();
        return node.isContainerNode() && size > 0;
    }

    /** Whether an item of a list is more than a few lines. */
    private static boolean isPart(JsonNode item) {
        return item.has(COMMENT) || item.has("route") || item.findValue("steps") != null;
    }

    /** A value that follows a key or a dash on its line. */
    private void value(JsonNode value, int column) {
        if (value.isTextual()) {
            text(value.textValue(), column);
            return;
        }
        if (out.length() > 0) {
            out.append(' ');
        }
        if (value.isObject()) {
            out.append("{}");
        } else if (value.isArray()) {
            out.append("[]");
        } else {
            out.append(number(value));
        }
        newLine();
    }

    private static String number(JsonNode value) {
        String text = value.isMissingNode() ? "null" : value.asText();
        boolean looksWhole = text.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9');
        return value.isFloatingPointNumber() && looksWhole ? text + ".0" : text;
    }

    private void text(String text, int column) {
        if (out.length() > 0) {
            out.append(' ');
        }
        if (!YamlText.fitsBlock(text)) {
            boolean lines = text.indexOf('\n') >= 0 && text.indexOf('\n') < text.length() - 1;
            String start = " ".repeat(column + 2);
            out.append(lines ? YamlText.escaped(text, start) : YamlText.scalar(text));
            newLine();
            return;
        }
        String header = YamlText.blockHeader(text);
        out.append(header);
        newLine();
        String content = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        for (String line : content.split("\n", -1)) {
            if (!line.isEmpty()) {
                indent(column + 2);
            }
            out.append(line);
            newLine();
        }
        openText = header.endsWith("+");
    }

    private void comment(JsonNode node, int column) {
        JsonNode comment = node.path(COMMENT);
        if (!comment.isTextual() || column < 0) {
            return;
        }
        for (String line : comment.textValue().strip().split("\\R")) {
            String rest = readable(line);
            while (rest.length() > COMMENT_WIDTH) {
                int cut = rest.lastIndexOf(' ', COMMENT_WIDTH);
                int end = cut > 0 ? cut : COMMENT_WIDTH;
                commentLine(rest.substring(0, end), column);
                rest = rest.substring(end).strip();
            }
            commentLine(rest, column);
        }
    }

    private void commentLine(String line, int column) {
        indent(column);
        out.append(line.isEmpty() ? "#" : "# " + line);
        newLine();
    }

    /** A comment has no escapes: what cannot stand there is left out. */
    private static String readable(String line) {
        return line.replaceAll(
                        "[\\p{Cntrl}\\x{85}\\x{2028}\\x{2029}\\x{FEFF}\\x{D800}-\\x{DFFF}]", " ")
                .replaceAll("[\\x{10000}-\\x{10FFFF}\\x{FFFE}\\x{FFFF}]", "?")
                .strip();
    }

    private void indent(int column) {
        out.append(" ".repeat(column));
    }

    private void newLine() {
        out.append('\n');
        openText = false;
    }
}
