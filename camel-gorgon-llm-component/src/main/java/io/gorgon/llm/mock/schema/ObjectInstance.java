package io.gorgon.llm.mock.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Makes an object for the keywords of a schema. */
final class ObjectInstance {

    private final SchemaInstance instances;
    private final Place place;
    private final boolean withOptional;
    private final ObjectNode keywords;

    /**
     * @param withOptional whether properties that are not required are made as well
     */
    ObjectInstance(
            SchemaInstance instances, ObjectNode keywords, Place place, boolean withOptional) {
        this.instances = instances;
        this.keywords = keywords;
        this.place = place;
        this.withOptional = withOptional;
    }

    /** Empty when a required property cannot be made. */
    Optional<JsonNode> make() {
        ObjectNode made = JsonNodeFactory.instance.objectNode();
        Set<String> required = required();
        int most = keywords.path("maxProperties").asInt(Integer.MAX_VALUE);
        int optionalLeft = withOptional ? most - required.size() : 0;
        for (String name : names(required)) {
            boolean optional = !required.contains(name);
            if (optional && optionalLeft <= 0) {
                continue;
            }
            Optional<JsonNode> value = instances.make(schemaOf(name), place.property(name));
            if (value.isPresent()) {
                made.set(name, value.get());
                optionalLeft -= optional ? 1 : 0;
            } else if (!optional) {
                return Optional.empty();
            }
        }
        return fill(made) ? Optional.of(made) : Optional.empty();
    }

    /** All names in the order of the schema. */
    private Set<String> names(Set<String> required) {
        Set<String> names = new LinkedHashSet<>();
        keywords.path("properties").fieldNames().forEachRemaining(names::add);
        names.addAll(required);
        return names;
    }

    /** What is required, also because something else is there. */
    private Set<String> required() {
        Set<String> required = SchemaMerge.names(keywords.path("required"));
        List<String> open = new ArrayList<>(withOptional ? names(required) : required);
        Set<String> seen = new LinkedHashSet<>(open);
        while (!open.isEmpty()) {
            String name = open.remove(0);
            for (String other : dependents(name)) {
                required.add(other);
                if (seen.add(other)) {
                    open.add(other);
                }
            }
        }
        return required;
    }

    private Set<String> dependents(String name) {
        Set<String> dependents = SchemaMerge.names(keywords.path("dependentRequired").path(name));
        JsonNode dependency = keywords.path("dependencies").path(name);
        if (dependency.isArray()) {
            dependents.addAll(SchemaMerge.names(dependency));
        }
        JsonNode schema = dependentSchema(name);
        dependents.addAll(SchemaMerge.names(schema.path("required")));
        return dependents;
    }

    private JsonNode dependentSchema(String name) {
        JsonNode schema = keywords.path("dependentSchemas").path(name);
        JsonNode dependency = keywords.path("dependencies").path(name);
        return dependency.isObject() ? dependency : schema;
    }

    private JsonNode schemaOf(String name) {
        List<JsonNode> schemas = new ArrayList<>();
        JsonNode declared = keywords.path("properties").path(name);
        if (!declared.isMissingNode()) {
            schemas.add(declared);
        }
        keywords.path("patternProperties")
                .properties()
                .forEach(
                        field -> {
                            if (finds(field.getKey(), name)) {
                                schemas.add(field.getValue());
                            }
                        });
        for (String other : names(Set.of())) {
            JsonNode added = dependentSchema(other).path("properties").path(name);
            if (!added.isMissingNode()) {
                schemas.add(added);
            }
        }
        if (schemas.isEmpty()) {
            schemas.add(keywords.path("additionalProperties"));
        }
        JsonNode only = schemas.get(0);
        if (only.isMissingNode()) {
            return SchemaInstance.anything();
        }
        return schemas.size() == 1 ? only : SchemaMerge.allOf(schemas.toArray(JsonNode[]::new));
    }

    private static boolean finds(String pattern, String name) {
        try {
            return Pattern.compile(pattern).matcher(name).find();
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    /** Adds properties until there are as many as the schema wants. */
    private boolean fill(ObjectNode made) {
        int least = keywords.path("minProperties").asInt(0);
        for (int variant = 0; made.size() < least && variant < 2 * least; variant++) {
            Optional<String> name = newName(variant).filter(candidate -> !made.has(candidate));
            name.flatMap(added -> instances.make(schemaOf(added), place.property(added)))
                    .ifPresent(value -> made.set(name.get(), value));
        }
        return made.size() >= least;
    }

    private Optional<String> newName(int variant) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "string");
        if (keywords.path("propertyNames").isObject()) {
            schema = SchemaMerge.allOf(keywords.get("propertyNames"), schema);
        } else if (keywords.has("patternProperties")
                && !keywords.get("patternProperties").isEmpty()) {
            schema.put("pattern", keywords.get("patternProperties").fieldNames().next());
        } else {
            return Optional.of("property" + (variant + 1));
        }
        return instances
                .make(schema, new Place("name", variant, place.references()))
                .filter(TextNode.class::isInstance)
                .map(JsonNode::textValue);
    }
}
