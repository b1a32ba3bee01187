package io.gorgon.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.gorgon.yaml.SchemaPointers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The JSON Schema of gorgon.yaml, from the jar. */
final class ConfigSchema {

    private static final String RESOURCE = "gorgon-schema.json";

    private final JsonNode schema;
    private final JsonSchema validator;

    private ConfigSchema(JsonNode schema) {
        this.schema = schema;
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().preloadJsonSchema(false).build();
        this.validator =
                JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema, config);
    }

    private static final class Holder {
        static final ConfigSchema INSTANCE = new ConfigSchema(read());
    }

    static ConfigSchema instance() {
        return Holder.INSTANCE;
    }

    private static JsonNode read() {
        try (InputStream in = ConfigSchema.class.getResourceAsStream(RESOURCE)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A rule that a configuration breaks.
     *
     * @param pointer the value that breaks it
     * @param rule the schema's word for it, such as {@code type}
     * @param key the key that is unknown or missing; null when the rule is not about a key
     */
    record Violation(JsonPointer pointer, String rule, String key) {}

    List<Violation> check(JsonNode tree) {
        List<Violation> violations = new ArrayList<>();
        for (ValidationMessage message : validator.validate(tree)) {
            violations.add(
                    new Violation(
                            SchemaPointers.of(message.getInstanceLocation()),
                            message.getType(),
                            message.getProperty()));
        }
        return violations;
    }

    /** What the schema says of the value at a place; an empty object when it says nothing. */
    ObjectNode definition(JsonPointer pointer) {
        ObjectNode at = resolve(schema);
        for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
            at = resolve(child(at, rest));
        }
        return at;
    }

    private static JsonNode child(JsonNode definition, JsonPointer step) {
        JsonNode named = definition.path("properties").path(step.getMatchingProperty());
        if (!named.isMissingNode()) {
            return named;
        }
        JsonNode item = definition.path("items");
        return step.mayMatchElement() && item.isObject()
                ? item
                : definition.path("additionalProperties");
    }

    private ObjectNode resolve(JsonNode definition) {
        if (!(definition instanceof ObjectNode object)) {
            return JsonNodeFactory.instance.objectNode();
        }
        JsonNode reference = object.path("$ref");
        if (!reference.isTextual()) {
            return object;
        }
        ObjectNode target = (ObjectNode) schema.at(reference.textValue().substring(1));
        ObjectNode merged = target.deepCopy();
        merged.setAll(object);
        return merged;
    }

    /** The keys that a mapping at this place knows by name, in the order of the schema. */
    List<String> keys(JsonPointer pointer) {
        List<String> keys = new ArrayList<>();
        definition(pointer).path("properties").fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}
