package io.gorgon.workflow.compile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gorgon.workflow.template.PlaceholderEscape;
import java.util.Iterator;
import java.util.Map;

/** Writes JSON that people read: what is short on one line, the rest line by line. */
final class JsonText {

    private static final int WIDTH = 96;

    private JsonText() {}

    /** The JSON of a tree, so that a reader of property placeholders finds none in it. */
    static String of(JsonNode tree) {
        return PlaceholderEscape.inJson(write(tree, ""));
    }

    private static String write(JsonNode node, String indent) {
        String line = line(node);
        if (!node.isContainerNode() || indent.length() + line.length() <= WIDTH) {
            return line;
        }
        String inner = indent + "  ";
        StringBuilder out = new StringBuilder(node.isObject() ? "{" : "[");
        String separator = "\n";
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                out.append(separator).append(inner).append(TextNode.valueOf(entry.getKey()));
                out.append(": ").append(write(entry.getValue(), inner));
                separator = ",\n";
            }
        } else {
            for (JsonNode item : node) {
                out.append(separator).append(inner).append(write(item, inner));
                separator = ",\n";
            }
        }
        return out.append('\n').append(indent).append(node.isObject() ? "}" : "]").toString();
    }

    private static String line(JsonNode node) {
        if (!node.isContainerNode()) {
            return node.toString();
        }
        StringBuilder out = new StringBuilder(node.isObject() ? "{" : "[");
        Iterator<JsonNode> items = node.elements();
        Iterator<String> names = node.fieldNames();
        while (items.hasNext()) {
            if (node.isObject()) {
                out.append(TextNode.valueOf(names.next())).append(": ");
            }
            out.append(line(items.next())).append(items.hasNext() ? ", " : "");
        }
        return out.append(node.isObject() ? '}' : ']').toString();
    }
}
