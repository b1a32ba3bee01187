package io.gorgon.llm.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;

/** Makes an array for the keywords of a schema: as many items as wanted, one where it is free. */
final class ArrayInstance {

    private static final int MOST_VARIANTS = 50;

    private final SchemaInstance instances;
    private final JsonNode keywords;
    private final Place place;
    private final JsonNode tuple;
    private final JsonNode rest;

    ArrayInstance(SchemaInstance instances, JsonNode keywords, Place place) {
        this.instances = instances;
        this.keywords = keywords;
        this.place = place;
        JsonNode items = keywords.path("items");
        // Up to draft 2019-09 a tuple is a list in "items", and the rest is "additionalItems".
        this.tuple = items.isArray() ? items : keywords.path("prefixItems");
        this.rest = items.isArray() ? keywords.path("additionalItems") : items;
    }

    /** Empty when the items that are wanted cannot be made. */
    Optional<JsonNode> make() {
        int least = least();
        int most = keywords.path("maxItems").asInt(Integer.MAX_VALUE);
        int usual = tuple.isEmpty() ? 1 : tuple.size();
        int count = Math.min(Math.max(least, usual), most);
        ArrayNode made = JsonNodeFactory.instance.arrayNode();
        for (int index = 0; index < count; index++) {
            Optional<JsonNode> item = item(index, made);
            if (item.isEmpty()) {
                return index < least ? Optional.empty() : Optional.of(made);
            }
            made.add(item.get());
        }
        return Optional.of(made);
    }

    private int least() {
        int least = keywords.path("minItems").asInt(0);
        return Math.max(least, keywords.has("contains") ? tuple.size() + contained() : 0);
    }

    private int contained() {
        return keywords.has("contains") ? keywords.path("minContains").asInt(1) : 0;
    }

    private Optional<JsonNode> item(int index, ArrayNode before) {
        JsonNode schema = schemaOf(index);
        boolean unique = keywords.path("uniqueItems").asBoolean();
        for (int variant = index; variant <= index + MOST_VARIANTS; variant++) {
            Optional<JsonNode> item = instances.make(schema, place.item(variant));
            if (item.isEmpty() || !unique || !contains(before, item.get())) {
                return item;
            }
        }
        return Optional.empty();
    }

    private JsonNode schemaOf(int index) {
        if (index < tuple.size()) {
            return tuple.get(index);
        }
        JsonNode schema = rest.isMissingNode() ? SchemaInstance.anything() : rest;
        return index < tuple.size() + contained()
                ? SchemaMerge.allOf(keywords.get("contains"), schema)
                : schema;
    }

    private static boolean contains(ArrayNode items, JsonNode item) {
        for (JsonNode other : items) {
            if (other.equals(item)) {
                return true;
            }
        }
        return false;
    }
}
