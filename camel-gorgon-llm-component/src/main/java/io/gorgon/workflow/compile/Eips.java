package io.gorgon.workflow.compile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.workflow.template.InvalidTemplateException;
import io.gorgon.workflow.template.PlaceholderEscape;
import java.util.Map;
import java.util.regex.Pattern;

/** Pieces of Camel's YAML DSL (Camel 4.18), short where there is a short form. */
final class Eips {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern IN_URI = Pattern.compile("[A-Za-z0-9_.:/@-]*");
    private static final int SHORT_URI = 100;
    private static final String PLACEHOLDER = "{{";
    private static final String RESOURCE = "resource:";

    private Eips() {}

    /** An EIP with one option or more. */
    static ObjectNode eip(String name, ObjectNode options) {
        return NODES.objectNode().set(name, options);
    }

    static ObjectNode withSteps(ObjectNode options, ArrayNode steps) {
        return options.set("steps", steps);
    }

    static ObjectNode policy(String bean, ArrayNode steps) {
        return eip("policy", withSteps(NODES.objectNode().put("ref", bean), steps));
    }

    /** An expression whose text is taken as it is, blanks at its ends among it. */
    static ObjectNode language(String language, String expression) {
        ObjectNode options = NODES.objectNode().put("language", language);
        if (!expression.equals(trimmed(expression))) {
            options.put("trim", false);
        }
        return NODES.objectNode().set("language", options.put("expression", expression));
    }

    /** Camel takes off everything up to a blank, control characters among it. */
    private static String trimmed(String text) {
        return text.trim();
    }

    /** A template in which no property placeholder can be found. */
    static String template(String template) {
        boolean harmless =
                !template.isEmpty()
                        && !template.contains(PLACEHOLDER)
                        && !template.startsWith(RESOURCE);
        String inside = trimmed(template);
        if (harmless) {
            return template;
        }
        if (inside.isEmpty()) {
            return PlaceholderEscape.inTemplate(template);
        }
        int start = template.indexOf(inside);
        try {
            return template.substring(0, start)
                    + PlaceholderEscape.inTemplate(inside)
                    + template.substring(start + inside.length());
        } catch (InvalidTemplateException checkedBefore) {
            return template;
        }
    }

    /**
     * A text for people where nothing can be escaped: what Camel would read gets a blank inside.
     */
    static String shown(String text) {
        return text.replaceAll("\\{(?=\\{)", "{ ").replace("#bean:", "#bean :");
    }

    /** A text that is not filled in; as a template where a constant could not carry it. */
    static ObjectNode constant(String text) {
        boolean plain =
                !text.contains(PLACEHOLDER)
                        && !text.startsWith(RESOURCE)
                        && !text.isEmpty()
                        && text.equals(trimmed(text));
        return plain
                ? NODES.objectNode().put("constant", text)
                : language("gorgon", template(literal(text)));
    }

    /** A template that gives exactly a text. */
    static String literal(String text) {
        return text.replace("${", "${'$'}{");
    }

    /** A copy of a tree with templates that give exactly its texts. */
    static JsonNode literal(JsonNode tree) {
        if (tree.isTextual()) {
            return NODES.textNode(literal(tree.textValue()));
        }
        if (tree.isArray()) {
            ArrayNode copy = NODES.arrayNode();
            tree.forEach(item -> copy.add(literal(item)));
            return copy;
        }
        if (tree.isObject()) {
            ObjectNode copy = NODES.objectNode();
            tree.properties().forEach(entry -> copy.set(entry.getKey(), literal(entry.getValue())));
            return copy;
        }
        return tree;
    }

    /** Parameters stand in the address as long as it stays short and readable. */
    static ObjectNode to(String uri, Map<String, ?> parameters) {
        StringBuilder address = new StringBuilder(uri);
        char separator = uri.contains("?") ? '&' : '?';
        boolean simple = true;
        for (Map.Entry<String, ?> parameter : parameters.entrySet()) {
            String value = String.valueOf(parameter.getValue());
            simple &= IN_URI.matcher(value).matches();
            address.append(separator).append(parameter.getKey()).append('=').append(value);
            separator = '&';
        }
        if (simple && (parameters.isEmpty() || address.length() <= SHORT_URI)) {
            return NODES.objectNode().put("to", address.toString());
        }
        ObjectNode endpoint = NODES.objectNode().put("uri", uri);
        ObjectNode options = endpoint.putObject("parameters");
        parameters.forEach((name, value) -> options.set(name, node(value)));
        return eip("to", endpoint);
    }

    static JsonNode node(Object value) {
        if (value instanceof Boolean flag) {
            return NODES.booleanNode(flag);
        }
        if (value instanceof Integer number) {
            return NODES.numberNode(number);
        }
        if (value instanceof Long number) {
            return NODES.numberNode(number);
        }
        return NODES.textNode(String.valueOf(value));
    }
}
