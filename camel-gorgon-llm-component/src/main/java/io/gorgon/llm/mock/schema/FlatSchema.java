package io.gorgon.llm.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A schema whose references were followed and whose conjunctions were put together.
 *
 * @param keywords what a value has to obey in any case
 * @param choices groups of schemas; of each group one has to be obeyed
 * @param followed the references that were followed
 * @param exact whether a value that obeys keywords and choices obeys the schema; else it has to be
 *     checked
 */
record FlatSchema(
        ObjectNode keywords, List<List<JsonNode>> choices, List<String> followed, boolean exact) {

    private static final Set<String> TO_BE_CHECKED =
            Set.of(
                    "not",
                    "contains",
                    "dependencies",
                    "dependentRequired",
                    "dependentSchemas",
                    "patternProperties",
                    "propertyNames",
                    "unevaluatedItems",
                    "unevaluatedProperties",
                    "uniqueItems",
                    "pattern",
                    "$dynamicRef",
                    "$recursiveRef");

    /**
     * @param mostFollowed how often one reference may be followed on the way to a place
     * @return empty when no value can obey it, or only one that repeats itself without end
     */
    static Optional<FlatSchema> of(
            JsonNode schema, SchemaReferences references, Place place, int mostFollowed) {
        ObjectNode keywords = JsonNodeFactory.instance.objectNode();
        List<List<JsonNode>> choices = new ArrayList<>();
        List<String> followed = new ArrayList<>();
        boolean exact = true;
        Deque<JsonNode> open = new ArrayDeque<>(List.of(schema));
        while (!open.isEmpty()) {
            JsonNode next = open.poll();
            if (next.isBoolean()) {
                if (!next.booleanValue()) {
                    return Optional.empty();
                }
                continue;
            }
            if (!next.isObject()) {
                continue;
            }
            ObjectNode own = next.deepCopy();
            JsonNode reference = own.remove("$ref");
            if (reference != null) {
                String name = reference.asText();
                if (place.following(followed).timesFollowed(name) >= mostFollowed) {
                    return Optional.empty();
                }
                followed.add(name);
                references.find(name).ifPresent(open::add);
            }
            moveAll(own.remove("allOf"), open);
            addChoice(own.remove("anyOf"), choices);
            addChoice(own.remove("oneOf"), choices);
            addCondition(own, choices);
            exact &= isExact(keywords, own);
            keywords = (ObjectNode) SchemaMerge.both(keywords, own);
        }
        if (isContradiction(keywords)) {
            return Optional.empty();
        }
        return Optional.of(new FlatSchema(keywords, choices, followed, exact && choices.isEmpty()));
    }

    private static void moveAll(JsonNode schemas, Deque<JsonNode> open) {
        if (schemas != null) {
            schemas.forEach(open::add);
        }
    }

    private static void addChoice(JsonNode alternatives, List<List<JsonNode>> choices) {
        if (alternatives != null) {
            List<JsonNode> group = new ArrayList<>();
            alternatives.forEach(group::add);
            choices.add(group);
        }
    }

    private static void addCondition(ObjectNode own, List<List<JsonNode>> choices) {
        JsonNode condition = own.remove("if");
        JsonNode then = own.remove("then");
        JsonNode otherwise = own.remove("else");
        if (condition != null) {
            JsonNode anything = BooleanNode.TRUE;
            choices.add(
                    List.of(
                            SchemaMerge.allOf(condition, then == null ? anything : then),
                            otherwise == null ? anything : otherwise));
        }
    }

    private static boolean isExact(ObjectNode present, ObjectNode own) {
        for (String keyword : (Iterable<String>) own::fieldNames) {
            if (TO_BE_CHECKED.contains(keyword)
                    || present.has(keyword)
                            && !SchemaMerge.isExact(
                                    keyword, present.get(keyword), own.get(keyword))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isContradiction(ObjectNode keywords) {
        return isEmptyArray(keywords.get("type")) || isEmptyArray(keywords.get("enum"));
    }

    private static boolean isEmptyArray(JsonNode node) {
        return node instanceof ArrayNode && node.isEmpty();
    }

    /** The schema that is left when of the first group one is chosen. */
    JsonNode choosing(JsonNode alternative) {
        ObjectNode left = keywords.deepCopy();
        ArrayNode all = left.putArray("allOf");
        all.add(alternative);
        for (List<JsonNode> group : choices.subList(1, choices.size())) {
            ArrayNode others = all.addObject().putArray("anyOf");
            group.forEach(others::add);
        }
        return left;
    }
}
