package io.gorgon.yaml;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A YAML text as a JSON tree, with the place of every key and every value. Immutable, as long as
 * nobody changes the tree.
 *
 * <p>Reads YAML 1.2 with the core schema (YAML 1.2.2, section 10.3): {@code yes} is text, {@code
 * 0o14} is twelve. Decimal numbers stay exact. A text is one document; its keys are text and
 * unique; anchors work, merge keys and own tags do not.
 */
public final class PositionedYaml {

    private final JsonNode tree;
    private final Map<JsonPointer, Place> places;
    private final Map<JsonPointer, JsonPointer> aliases;

    PositionedYaml(
            JsonNode tree, Map<JsonPointer, Place> places, Map<JsonPointer, JsonPointer> aliases) {
        this.tree = tree;
        this.places = places;
        this.aliases = aliases;
    }

    /** Where a key and its value start; an item of a list has no key of its own. */
    record Place(Position key, Position value) {}

    /**
     * Reads a text; a byte order mark at its start is ignored.
     *
     * @throws InvalidYamlException with all problems that could be found, if it is not such a text
     */
    public static PositionedYaml parse(String text) {
        return new YamlTreeBuilder().read(text);
    }

    /** The whole text; a null node when it is empty. Must not be changed. */
    public JsonNode tree() {
        return tree;
    }

    /**
     * Where the key of a value starts; for an item of a list, where the item starts. For what is
     * not in the text: the nearest that is around it.
     */
    public Position key(JsonPointer pointer) {
        return place(pointer).key();
    }

    /** Where a value starts. For what is not in the text: the nearest that is around it. */
    public Position value(JsonPointer pointer) {
        return place(pointer).value();
    }

    private Place place(JsonPointer pointer) {
        for (JsonPointer at = pointer; at != null; at = at.head()) {
            Place place = places.get(at);
            if (place != null && (at == pointer || !aliases.containsKey(at))) {
                return place;
            }
            JsonPointer anchor = aliases.get(at);
            if (anchor != null) {
                return place(anchor.append(rest(pointer, at)));
            }
        }
        return new Place(Position.START, Position.START);
    }

    private static JsonPointer rest(JsonPointer pointer, JsonPointer head) {
        return JsonPointer.compile(pointer.toString().substring(head.toString().length()));
    }
}
