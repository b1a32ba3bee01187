package io.gorgon.llm.spi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.SpecVersionDetector;
import io.gorgon.llm.error.BadRequestException;
import io.gorgon.llm.http.LlmHttpClient;
import io.gorgon.llm.http.Redaction;
import java.util.List;

/**
 * A response schema (JSON Schema, draft 2020-12 unless it says otherwise): asks for it in words and
 * checks answers.
 */
public final class ResponseSchema {

    private static final int MOST_PROBLEMS = 10;
    private static final ObjectReader STRICT =
            LlmHttpClient.JSON.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final JsonNode source;
    private final JsonSchema schema;

    /**
     * @throws BadRequestException if it is not a valid schema, or refers to another document
     */
    public ResponseSchema(JsonNode source) {
        this.source = source;
        if (!source.isObject()) {
            throw invalid("it has to be a JSON object, not " + source.getNodeType());
        }
        try {
            SchemaValidatorsConfig config = SchemaValidatorsConfig.builder().build();
            this.schema = factory().getSchema(source, config);
            schema.initializeValidators();
            requireValid(source);
        } catch (JsonSchemaException | IllegalArgumentException e) {
            throw invalid(Redaction.line(e.getMessage()));
        }
    }

    /** Checks the schema against the schema of schemas, which comes from the library's own jar. */
    private static void requireValid(JsonNode source) {
        SpecVersion.VersionFlag version =
                SpecVersionDetector.detectOptionalVersion(source, false)
                        .orElse(SpecVersion.VersionFlag.V202012);
        JsonSchema schemas =
                JsonSchemaFactory.getInstance(version)
                        .getSchema(
                                SchemaLocation.of(version.getId()),
                                SchemaValidatorsConfig.builder().build());
        schemas.validate(source).stream()
                .findFirst()
                .ifPresent(
                        message -> {
                            throw invalid(Redaction.line(message.getMessage()));
                        });
    }

    /** Loads no schema from anywhere: a reference that leaves the document is an error. */
    private static JsonSchemaFactory factory() {
        return JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                builder ->
                        builder.schemaLoaders(
                                loaders ->
                                        loaders.add(
                                                iri -> {
                                                    throw new JsonSchemaException(
                                                            "it refers to another document: "
                                                                    + iri);
                                                })));
    }

    private static BadRequestException invalid(String why) {
        return new BadRequestException(
                null, null, 0, "the response schema is invalid: " + why, null);
    }

    public JsonNode source() {
        return source;
    }

    /** Words for a model whose provider does not enforce a schema. */
    public String instruction() {
        return "Answer with one JSON value and nothing else, no code fence and no explanation. It has to be valid"
                + " against this JSON Schema:\n"
                + source;
    }

    /**
     * The JSON of an answer, without a code fence around it; the text as it is when there is none.
     */
    public static String json(String content) {
        String text = content.strip();
        if (text.startsWith("```") && text.endsWith("```") && text.indexOf('\n') > 0) {
            return text.substring(text.indexOf('\n') + 1, text.length() - 3).strip();
        }
        return text;
    }

    /** What is wrong with an answer, a sentence each; empty when it obeys the schema. */
    public List<String> problems(String content) {
        JsonNode value;
        try {
            value = STRICT.readTree(json(content));
        } catch (JsonProcessingException e) {
            return List.of("it is not JSON: " + Redaction.line(e.getOriginalMessage()));
        }
        if (value.isMissingNode()) {
            return List.of("it is empty");
        }
        return schema.validate(value).stream()
                .limit(MOST_PROBLEMS)
                .map(message -> Redaction.line(withoutEmptyPlace(message.getMessage())))
                .toList();
    }

    /** What is wrong with the value as a whole has no place before it. */
    private static String withoutEmptyPlace(String message) {
        return message.startsWith(": ") ? message.substring(2) : message;
    }
}
