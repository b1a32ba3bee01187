package io.gorgon.llm.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What an error object says (OpenAI API: {@code {"error": {message, type, param, code}}}), also in
 * the shapes of compatible servers: a text for {@code error}, the fields without {@code error}
 * around them, {@code detail}.
 *
 * @param message what the server says; empty when it says nothing
 * @param codes its code and type and the inner code that Azure adds, in lower case
 * @param status the HTTP status that the object names; 0 when it names none
 */
record OpenAiErrorBody(String message, Set<String> codes, int status) {

    /** Whether an object that came with status 200 is an error. */
    static boolean isError(JsonNode object) {
        JsonNode error = object.path("error");
        boolean inside =
                error.isTextual()
                        ? !error.textValue().isEmpty()
                        : error.isObject() && !error.isEmpty();
        return inside || "error".equals(object.path("object").textValue());
    }

    static OpenAiErrorBody read(JsonNode body) {
        JsonNode error = body.path("error").isObject() ? body.path("error") : body;
        Set<String> codes = new HashSet<>();
        for (JsonNode code :
                List.of(
                        error.path("code"),
                        error.path("type"),
                        error.path("innererror").path("code"),
                        body.path("code"),
                        body.path("type"))) {
            if (code.isValueNode() && !code.isNull()) {
                codes.add(code.asText().toLowerCase(Locale.ROOT));
            }
        }
        return new OpenAiErrorBody(message(error), codes, status(error, body));
    }

    private static String message(JsonNode error) {
        if (error.isTextual()) {
            return error.textValue();
        }
        for (String field : List.of("message", "error", "detail")) {
            String text = text(error.path(field));
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    /** FastAPI's {@code detail} is a list of objects with {@code msg}. */
    private static String text(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue();
        }
        List<String> parts = new ArrayList<>();
        for (JsonNode part : node) {
            String text = part.path("msg").asText(part.path("message").asText(""));
            if (!text.isEmpty()) {
                parts.add(text);
            }
        }
        return String.join("; ", parts);
    }

    private static int status(JsonNode error, JsonNode body) {
        for (JsonNode node :
                List.of(
                        error.path("code"),
                        error.path("status"),
                        error.path("status_code"),
                        body.path("code"),
                        body.path("status"))) {
            int value = node.asInt(0);
            if (value >= 400 && value <= 599) {
                return value;
            }
        }
        return 0;
    }

    boolean hasOneOf(Set<String> words) {
        return codes.stream().anyMatch(words::contains);
    }
}
