package io.gorgon.yaml;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/** A mapping or a list that is being read. */
final class YamlContainer {

    private final JsonNode node;
    private final JsonPointer pointer;
    private final String anchor;
    private final int nodesBefore;
    private final Map<String, Position> keys = new HashMap<>();
    private String key;
    private Position keyPosition;

    /**
     * @param anchor its name; null when it has none
     * @param nodesBefore how many values were read up to its own start
     */
    YamlContainer(JsonNode node, JsonPointer pointer, String anchor, int nodesBefore) {
        this.node = node;
        this.pointer = pointer;
        this.anchor = anchor;
        this.nodesBefore = nodesBefore;
    }

    JsonNode node() {
        return node;
    }

    JsonPointer pointer() {
        return pointer;
    }

    String anchor() {
        return anchor;
    }

    int nodesBefore() {
        return nodesBefore;
    }

    boolean wantsKey() {
        return node.isObject() && key == null;
    }

    /** Where a key was first; null when it was not there yet. */
    Position firstOf(String name) {
        return keys.get(name);
    }

    void key(String name, Position at) {
        key = name;
        keyPosition = at;
        keys.putIfAbsent(name, at);
    }

    Position keyPosition(Position ofItem) {
        return key == null ? ofItem : keyPosition;
    }

    /** Where the next value will be. */
    JsonPointer next() {
        return node.isObject() ? pointer.appendProperty(key) : pointer.appendIndex(node.size());
    }

    /** Adds the next value; of a repeated key the first one stays. */
    void add(JsonNode value) {
        if (node instanceof ArrayNode array) {
            array.add(value);
        } else if (node instanceof ObjectNode object) {
            if (!object.has(key)) {
                object.set(key, value);
            }
            key = null;
        }
    }
}
