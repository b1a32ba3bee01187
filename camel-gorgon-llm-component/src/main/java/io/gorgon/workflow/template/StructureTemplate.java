package io.gorgon.workflow.template;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.workflow.value.PlainValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A structure whose texts are templates, for example the arguments of a tool. Keys are never
 * filled; a text that is exactly one expression becomes the value itself; other values stay as they
 * are. Immutable.
 */
public final class StructureTemplate {

    private final Piece root;

    private StructureTemplate(Piece root) {
        this.root = root;
    }

    private sealed interface Piece {}

    private record Text(JsonPointer where, Template template) implements Piece {}

    private record Entries(Map<String, Piece> entries) implements Piece {}

    private record Items(List<Piece> items) implements Piece {}

    /** A number, a boolean or null. */
    private record Fixed(Object value) implements Piece {}

    /**
     * @throws InvalidTemplateException for the first text that is no template
     */
    public static StructureTemplate parse(JsonNode structure) {
        return new StructureTemplate(
                piece(
                        structure,
                        JsonPointer.empty(),
                        (where, problem) -> {
                            throw problem;
                        }));
    }

    /**
     * Reads it and tells every text that is no template, with the place where it stands. Such a
     * text is left out of the result.
     */
    public static StructureTemplate parse(
            JsonNode structure, BiConsumer<JsonPointer, InvalidTemplateException> problems) {
        return new StructureTemplate(piece(structure, JsonPointer.empty(), problems));
    }

    private static Piece piece(
            JsonNode node,
            JsonPointer where,
            BiConsumer<JsonPointer, InvalidTemplateException> problems) {
        if (node.isObject()) {
            Map<String, Piece> entries = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                JsonPointer inside = where.appendProperty(entry.getKey());
                entries.put(entry.getKey(), piece(entry.getValue(), inside, problems));
            }
            return new Entries(entries);
        }
        if (node.isArray()) {
            List<Piece> items = new ArrayList<>();
            for (int i = 0; i < node.size(); i++) {
                items.add(piece(node.get(i), where.appendIndex(i), problems));
            }
            return new Items(items);
        }
        if (!node.isTextual()) {
            return new Fixed(PlainValues.plain(node));
        }
        try {
            return new Text(where, Template.parse(node.textValue()));
        } catch (InvalidTemplateException problem) {
            problems.accept(where, problem);
            return new Fixed(null);
        }
    }

    /** The variables that its texts read; of a path, the first name. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        forEachTemplate((where, template) -> names.addAll(template.names()));
        return names;
    }

    /** Gives each text with the place where it stands, in the order of the structure. */
    public void forEachTemplate(BiConsumer<JsonPointer, Template> consumer) {
        visit(root, consumer);
    }

    private static void visit(Piece piece, BiConsumer<JsonPointer, Template> consumer) {
        if (piece instanceof Entries entries) {
            entries.entries().values().forEach(inside -> visit(inside, consumer));
        } else if (piece instanceof Items items) {
            items.items().forEach(inside -> visit(inside, consumer));
        } else if (piece instanceof Text text) {
            consumer.accept(text.where(), text.template());
        }
    }

    /**
     * The structure with all values in it: plain Java maps, lists, texts, numbers and booleans that
     * belong to the caller.
     *
     * @param variables gives the value of a variable, null when it has none
     * @param missing is told each expression that has no value
     * @return null when it is one expression without a value, or was null
     */
    public Object value(Function<String, Object> variables, Consumer<String> missing) {
        return value(root, variables, missing);
    }

    private static Object value(
            Piece piece, Function<String, Object> variables, Consumer<String> missing) {
        if (piece instanceof Entries entries) {
            Map<String, Object> filled = new LinkedHashMap<>();
            entries.entries()
                    .forEach((key, inside) -> filled.put(key, value(inside, variables, missing)));
            return filled;
        }
        if (piece instanceof Items items) {
            List<Object> filled = new ArrayList<>();
            items.items().forEach(inside -> filled.add(value(inside, variables, missing)));
            return filled;
        }
        if (piece instanceof Text text) {
            return text.template().value(variables, missing);
        }
        return ((Fixed) piece).value();
    }
}
