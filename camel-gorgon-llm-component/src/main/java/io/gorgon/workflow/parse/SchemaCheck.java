package io.gorgon.workflow.parse;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.gorgon.yaml.SchemaPointers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what of a workflow breaks the rules of the schema. Used by many threads at a time. */
final class SchemaCheck {

    private static final Set<String> ALTERNATIVES = Set.of("oneOf", "anyOf");

    /** What only people and editors read. */
    private static final List<String> FOR_PEOPLE =
            List.of("errorMessage", "patternErrorMessage", "enumDescriptions");

    private final JsonNode schema;
    private final JsonSchema validator;

    SchemaCheck(JsonNode schema) {
        this.schema = schema;
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().preloadJsonSchema(false).build();
        this.validator = factory().getSchema(schema, config);
    }

    /** The validator would log each word that it does not know, on each start. */
    private static JsonSchemaFactory factory() {
        JsonMetaSchema.Builder words = JsonMetaSchema.builder(JsonMetaSchema.getV202012());
        FOR_PEOPLE.forEach(word -> words.keyword(new NonValidationKeyword(word)));
        return JsonSchemaFactory.builder(JsonSchemaFactory.getInstance(VersionFlag.V202012))
                .metaSchema(words.build())
                .build();
    }

    /** What breaks which rule; of several alternatives of which none fits, one violation. */
    List<SchemaViolation> check(JsonNode workflow) {
        List<SchemaViolation> violations = new ArrayList<>();
        Map<String, ValidationMessage> ofAlternatives = new LinkedHashMap<>();
        for (ValidationMessage message : validator.validate(workflow)) {
            String alternative = alternative(message.getEvaluationPath());
            if (alternative == null) {
                violations.add(violation(message));
            } else {
                ofAlternatives.merge(alternative, message, SchemaCheck::shorter);
            }
        }
        ofAlternatives.values().forEach(message -> violations.add(violation(message)));
        return violations;
    }

    /** The alternatives that a rule is a part of; null when it is of none. */
    private static String alternative(JsonNodePath path) {
        StringBuilder to = new StringBuilder();
        for (int i = 0; i < path.getNameCount(); i++) {
            to.append('/').append(path.getElement(i));
            if (ALTERNATIVES.contains(path.getName(i))) {
                return to.toString();
            }
        }
        return null;
    }

    private static ValidationMessage shorter(ValidationMessage one, ValidationMessage other) {
        return other.getEvaluationPath().getNameCount() < one.getEvaluationPath().getNameCount()
                ? other
                : one;
    }

    private SchemaViolation violation(ValidationMessage message) {
        JsonPointer at = SchemaPointers.of(message.getSchemaLocation().getFragment());
        JsonNode rule = schema.at(at);
        JsonNode definition = at.head() == null ? schema : schema.at(at.head());
        return new SchemaViolation(
                SchemaPointers.of(message.getInstanceLocation()),
                message.getType(),
                message.getProperty(),
                rule.isMissingNode() ? JsonNodeFactory.instance.objectNode() : definition,
                message.getInstanceNode(),
                at.toString().startsWith("/$defs/condition"));
    }
}
