package io.gorgon.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The properties of a JSON Schema as a Markdown table. */
final class FieldTable {

    private static final String WITHOUT_EFFECT = "Accepted and without effect";

    private FieldTable() {}

    /** Of a schema that refers to nothing. */
    static String of(JsonNode schema) {
        return of(schema, schema);
    }

    /**
     * @param root where the references of the schema begin
     */
    static String of(JsonNode schema, JsonNode root) {
        StringBuilder table = new StringBuilder("| name | type | default | what it is |\n");
        table.append("|---|---|---|---|\n");
        List<String> ignored = new ArrayList<>();
        for (Map.Entry<String, JsonNode> each : schema.path("properties").properties()) {
            String name = "`" + each.getKey() + "`";
            JsonNode property = resolved(each.getValue(), root);
            String description = property.path("description").asText();
            if (description.startsWith(WITHOUT_EFFECT)) {
                ignored.add(name);
                continue;
            }
            boolean needed = isRequired(schema, each.getKey());
            row(
                    table,
                    needed ? name + " (required)" : name,
                    type(property),
                    byDefault(property),
                    description);
        }
        if (!ignored.isEmpty()) {
            row(table, String.join(", ", ignored), "", "", WITHOUT_EFFECT + ".");
        }
        return table.toString();
    }

    /** What a reference says, where nothing is said beside it. */
    private static JsonNode resolved(JsonNode property, JsonNode root) {
        return property.has("$ref") && !property.has("description")
                ? root.at(property.get("$ref").asText().substring(1))
                : property;
    }

    private static String byDefault(JsonNode property) {
        String value = property.path("default").asText();
        return value.isEmpty() ? "" : "`" + value + "`";
    }

    private static boolean isRequired(JsonNode schema, String name) {
        for (JsonNode each : schema.path("required")) {
            if (each.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static String type(JsonNode property) {
        if (property.has("enum")) {
            List<String> words = new ArrayList<>();
            property.get("enum").forEach(word -> words.add("`" + word.asText() + "`"));
            return String.join(", ", words);
        }
        if (property.has("$ref")) {
            return property.get("$ref").asText().replaceAll(".*/", "").replace('_', ' ');
        }
        JsonNode items = property.path("items");
        if (items.has("$ref")
                && property.path("type").asText().equals("array")
                && items.get("$ref").asText().endsWith("/step")) {
            return "list of steps";
        }
        List<String> types = new ArrayList<>();
        JsonNode type = property.path("type");
        if (type.isTextual()) {
            types.add(type.asText());
        }
        type.forEach(word -> types.add(word.asText()));
        types.remove("null");
        return types.isEmpty() ? "any" : String.join(" or ", types);
    }

    private static void row(StringBuilder table, String... cells) {
        table.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
