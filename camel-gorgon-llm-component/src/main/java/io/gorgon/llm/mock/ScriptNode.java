package io.gorgon.llm.mock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A YAML value that knows where it stands and says what is wrong with it. */
final class ScriptNode {

    private static final int DEEPEST = 100;

    private final String source;
    private final Node node;

    ScriptNode(String source, Node node) {
        this.source = source;
        this.node = node;
    }

    /** Where it stands, for messages about what it asked for. */
    String place() {
        return source
                + node.getStartMark().map(mark -> ", line " + (mark.getLine() + 1)).orElse("");
    }

    IllegalArgumentException problem(String what) {
        String column =
                node.getStartMark().map(mark -> ", column " + (mark.getColumn() + 1)).orElse("");
        return new IllegalArgumentException(place() + column + ": " + what);
    }

    /**
     * The fields of a map.
     *
     * @param what what the map is, for messages
     * @throws IllegalArgumentException for a field that is not known or there twice
     */
    Map<String, ScriptNode> fields(String what, List<String> known) {
        if (!(node instanceof MappingNode mapping)) {
            throw problem(what + " has to be a map with " + String.join(", ", known));
        }
        Map<String, ScriptNode> fields = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            ScriptNode key = new ScriptNode(source, tuple.getKeyNode());
            String name = key.text("a key");
            if (!known.contains(name)) {
                throw key.problem("unknown key '" + name + "'; " + NearestWord.hint(name, known));
            }
            ScriptNode value = new ScriptNode(source, tuple.getValueNode());
            if (fields.put(name, value) != null) {
                throw key.problem("the key '" + name + "' is there twice; keep one of them");
            }
        }
        return fields;
    }

    boolean isScalar() {
        return node instanceof ScalarNode;
    }

    List<ScriptNode> items(String what) {
        if (!(node instanceof SequenceNode sequence)) {
            throw problem(what + " has to be a list");
        }
        return sequence.getValue().stream().map(item -> new ScriptNode(source, item)).toList();
    }

    /** A text; numbers and the like count as the text that stands there. */
    String text(String what) {
        if (node instanceof ScalarNode scalar && !Tag.NULL.equals(scalar.getTag())) {
            return scalar.getValue();
        }
        throw problem(what + " has to be a text");
    }

    long wholeNumber(String what, long least, long most) {
        if (node instanceof ScalarNode scalar && Tag.INT.equals(scalar.getTag())) {
            BigInteger number = new BigInteger(scalar.getValue());
            if (number.compareTo(BigInteger.valueOf(least)) >= 0
                    && number.compareTo(BigInteger.valueOf(most)) <= 0) {
                return number.longValueExact();
            }
        }
        throw problem(what + " has to be a whole number from " + least + " to " + most);
    }

    String word(String what, List<String> known) {
        String word = text(what);
        if (!known.contains(word)) {
            throw problem("unknown " + what + " '" + word + "'; " + NearestWord.hint(word, known));
        }
        return word;
    }

    JsonNode json() {
        return json(0);
    }

    private JsonNode json(int depth) {
        if (depth > DEEPEST) {
            throw problem("it is nested too deeply, or contains itself");
        }
        if (node instanceof MappingNode mapping) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            for (NodeTuple tuple : mapping.getValue()) {
                String name = new ScriptNode(source, tuple.getKeyNode()).text("a key");
                object.set(name, new ScriptNode(source, tuple.getValueNode()).json(depth + 1));
            }
            return object;
        }
        if (node instanceof SequenceNode) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            List<ScriptNode> items = new ArrayList<>(items("it"));
            items.forEach(item -> array.add(item.json(depth + 1)));
            return array;
        }
        return scalar((ScalarNode) node);
    }

    private JsonNode scalar(ScalarNode scalar) {
        Tag tag = scalar.getTag();
        String value = scalar.getValue();
        if (Tag.NULL.equals(tag)) {
            return NullNode.getInstance();
        }
        if (Tag.BOOL.equals(tag)) {
            return BooleanNode.valueOf(value.equalsIgnoreCase("true"));
        }
        if (Tag.INT.equals(tag) || Tag.FLOAT.equals(tag)) {
            try {
                return DecimalNode.valueOf(new BigDecimal(value));
            } catch (NumberFormatException e) {
                throw problem("JSON has no such number: " + value);
            }
        }
        return TextNode.valueOf(value);
    }
}
