package io.gorgon.llm.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes a value that obeys a JSON Schema (drafts 7 to 2020-12), always the same one for the same
 * schema. It takes what the schema offers (constants, enumerations, examples, defaults) and makes
 * the rest: texts such as "mock summary" for a property {@code summary}, small numbers, one item
 * for a list. Of alternatives the first that works is taken. References are followed within the
 * document; what is optional and repeats itself is left out.
 */
public final class SchemaInstance {

    /** Places that are filled at the most, so that no schema takes for ever. */
    private static final int MOST_STEPS = 20_000;

    private static final int MOST_REPEATS = 3;

    private static final List<String> ALL_TYPES =
            List.of("string", "integer", "number", "boolean", "object", "array", "null");

    private final SchemaReferences references;
    private final SchemaCheck check;
    private final int mostFollowed;
    private int stepsLeft = MOST_STEPS;

    private SchemaInstance(JsonNode root, int mostFollowed) {
        this.references = new SchemaReferences(root);
        this.check = new SchemaCheck(root);
        this.mostFollowed = mostFollowed;
    }

    /**
     * A value for a schema.
     *
     * @param schema a JSON Schema
     * @return the value; when none was found that obeys the schema, one that comes near it. Never
     *     null.
     */
    public static JsonNode of(JsonNode schema) {
        JsonNode nearest = NullNode.getInstance();
        SchemaCheck check = new SchemaCheck(schema);
        for (int repeats = 1; repeats <= MOST_REPEATS; repeats++) {
            Optional<JsonNode> made =
                    new SchemaInstance(schema, repeats).make(schema, Place.root());
            if (made.isPresent()) {
                nearest = made.get();
                if (check.accepts(schema, nearest)) {
                    return nearest;
                }
            }
        }
        return nearest;
    }

    /** A value for a part of the schema; empty when there is none, or none without end. */
    Optional<JsonNode> make(JsonNode schema, Place place) {
        if (--stepsLeft < 0) {
            return Optional.empty();
        }
        FlatSchema flat = FlatSchema.of(schema, references, place, mostFollowed).orElse(null);
        if (flat == null) {
            return Optional.empty();
        }
        Place here = place.following(flat.followed());
        if (flat.exact()) {
            return values(flat.keywords(), here).findFirst();
        }
        List<JsonNode> refused = new ArrayList<>();
        Optional<JsonNode> accepted =
                candidates(flat, here)
                        .limit(100)
                        .filter(value -> check.accepts(schema, value) || !refused.add(value))
                        .findFirst();
        return accepted.or(() -> refused.stream().findFirst());
    }

    private Stream<JsonNode> candidates(FlatSchema flat, Place place) {
        if (flat.choices().isEmpty()) {
            return values(flat.keywords(), place);
        }
        return flat.choices().get(0).stream()
                .flatMap(
                        alternative -> {
                            JsonNode chosen = flat.choosing(alternative);
                            return FlatSchema.of(chosen, references, place, mostFollowed).stream()
                                    .flatMap(
                                            next ->
                                                    candidates(
                                                            next,
                                                            place.following(next.followed())));
                        });
    }

    /** Values for keywords without choices, the best first. */
    private Stream<JsonNode> values(ObjectNode keywords, Place place) {
        if (keywords.has("const")) {
            return Stream.of(keywords.get("const"));
        }
        if (keywords.has("enum")) {
            return rotated(keywords.get("enum"), place.variant()).stream()
                    .filter(value -> check.accepts(keywords, value));
        }
        List<JsonNode> offered = rotated(keywords.path("examples"), place.variant());
        if (keywords.has("default") && !isEmpty(keywords.get("default"))) {
            offered.add(keywords.get("default"));
        }
        return Stream.concat(
                offered.stream().filter(value -> check.accepts(keywords, value)),
                types(keywords).stream().flatMap(type -> ofType(type, keywords, place)));
    }

    private static List<JsonNode> rotated(JsonNode values, int by) {
        List<JsonNode> rotated = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            rotated.add(values.get((i + by) % values.size()));
        }
        return rotated;
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isContainerNode() ? value.isEmpty() : value.asText().isEmpty();
    }

    private Stream<JsonNode> ofType(String type, ObjectNode keywords, Place place) {
        return switch (type) {
            case "object" ->
                    Stream.of(true, false)
                            .flatMap(
                                    withOptional ->
                                            new ObjectInstance(this, keywords, place, withOptional)
                                                    .make().stream());
            case "array" -> new ArrayInstance(this, keywords, place).make().stream();
            case "string" -> StringInstance.candidates(keywords, place).map(TextNode::valueOf);
            case "integer" -> Stream.of(NumberInstance.integer(keywords, place.variant()));
            case "number" -> NumberInstance.numbers(keywords, place.variant());
            case "boolean" -> Stream.of(true, false).map(v -> alternating(v, place.variant()));
            case "null" -> Stream.of(NullNode.getInstance());
            default -> Stream.empty();
        };
    }

    private static JsonNode alternating(boolean value, int variant) {
        return BooleanNode.valueOf(value == (variant % 2 == 0));
    }

    /** The types to try; null last, as it says nothing. */
    private static List<String> types(ObjectNode keywords) {
        Set<String> types = new LinkedHashSet<>();
        if (keywords.has("type")) {
            types.addAll(SchemaMerge.names(keywords.get("type")));
        } else {
            types.addAll(suggestedTypes(keywords));
            types.addAll(ALL_TYPES);
        }
        if (types.remove("null")) {
            types.add("null");
        }
        return List.copyOf(types);
    }

    private static List<String> suggestedTypes(ObjectNode keywords) {
        List<String> suggested = new ArrayList<>();
        for (String keyword : (Iterable<String>) keywords::fieldNames) {
            switch (keyword) {
                case "properties", "required", "additionalProperties", "minProperties" ->
                        suggested.add("object");
                case "items", "prefixItems", "contains", "minItems", "uniqueItems" ->
                        suggested.add("array");
                case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf" ->
                        suggested.add("number");
                default -> {
                    // says nothing about the type
                }
            }
        }
        return suggested;
    }

    /** A schema that everything obeys. */
    static JsonNode anything() {
        return JsonNodeFactory.instance.objectNode();
    }
}
