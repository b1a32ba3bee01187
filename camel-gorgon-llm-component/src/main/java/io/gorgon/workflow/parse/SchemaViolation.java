package io.gorgon.workflow.parse;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * A rule of the schema that a workflow breaks.
 *
 * @param pointer the value that breaks it
 * @param rule the schema's word for it, such as {@code type}
 * @param key the key that is unknown or missing; null when the rule is not about a key
 * @param definition the part of the schema that has the rule
 * @param value what breaks it
 * @param ofCondition whether it is a rule of conditions
 */
record SchemaViolation(
        JsonPointer pointer,
        String rule,
        String key,
        JsonNode definition,
        JsonNode value,
        boolean ofCondition) {}
