package io.gorgon.llm.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.llm.Image;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.Message;
import io.gorgon.llm.error.BadRequestException;
import io.gorgon.llm.error.UnsupportedByProviderException;
import io.gorgon.llm.http.LlmHttpClient;
import io.gorgon.llm.spi.ModelFacts;
import io.gorgon.llm.spi.ProviderSettings;
import io.gorgon.llm.spi.ResponseSchema;
import java.util.List;

/**
 * Writes chat requests (OpenAI API, {@code POST /chat/completions}). What a model does not take, as
 * the model catalog says, is left out with a note, or refused where leaving it out would change the
 * question.
 */
final class OpenAiMapper {

    /** The most stop sequences that OpenAI takes; compatible servers have other limits or none. */
    private static final int MOST_STOP_SEQUENCES = 4;

    private final ProviderSettings settings;
    private final boolean official;

    OpenAiMapper(ProviderSettings settings, OpenAiAddress address) {
        this.settings = settings;
        this.official = address.official();
    }

    /**
     * The body of a chat call.
     *
     * @param notes gets a sentence for each thing that was asked and is not sent
     */
    ObjectNode chat(LlmRequest request, String model, boolean stream, List<String> notes) {
        ModelFacts facts =
                settings.models()
                        .find(settings.type(), model)
                        .orElseGet(() -> ModelFacts.unknown(model));
        ObjectNode body = LlmHttpClient.JSON.createObjectNode();
        body.put("model", model);
        boolean schemaInWords = schemaInWords(request, facts);
        addMessages(body.putArray("messages"), request, model, facts, schemaInWords);
        addMaxTokens(body, request, model, facts, notes);
        addTemperature(body, request, model, facts, notes);
        addStop(body, request, model);
        if (schemaInWords) {
            notes.add(
                    "The response schema was asked for in words, as "
                            + model
                            + " does not enforce it.");
        } else if (request.responseSchema() != null) {
            addResponseFormat(body, request);
        }
        if (stream) {
            body.put("stream", true);
            body.putObject("stream_options").put("include_usage", true);
        }
        return body;
    }

    /** OpenAI enforces no schema whose root is not an object. */
    private boolean schemaInWords(LlmRequest request, ModelFacts facts) {
        return request.responseSchema() != null
                && (!facts.structuredOutput()
                        || (official && !StrictSchema.isObject(request.responseSchema())));
    }

    private void addMessages(
            ArrayNode messages,
            LlmRequest request,
            String model,
            ModelFacts facts,
            boolean schemaInWords) {
        String system = request.systemPrompt() == null ? "" : request.systemPrompt();
        if (schemaInWords) {
            String words = new ResponseSchema(request.responseSchema()).instruction();
            system = system.isBlank() ? words : system + "\n\n" + words;
        }
        if (!system.isBlank()) {
            messages.addObject().put("role", "system").put("content", system);
        }
        for (Message message : request.messages()) {
            if (!message.images().isEmpty() && !facts.images()) {
                throw new UnsupportedByProviderException(
                        settings.name(),
                        model,
                        0,
                        settings.name()
                                + ": "
                                + model
                                + " does not read images; ask a model that does, or leave them out",
                        null);
            }
            addMessage(messages.addObject(), message);
        }
    }

    private static void addMessage(ObjectNode wire, Message message) {
        wire.put("role", message.role().label());
        if (message.toolCallId() != null) {
            wire.put("tool_call_id", message.toolCallId());
        }
        if (message.images().isEmpty()) {
            wire.put("content", message.text());
            return;
        }
        ArrayNode parts = wire.putArray("content");
        if (!message.text().isEmpty()) {
            parts.addObject().put("type", "text").put("text", message.text());
        }
        for (Image image : message.images()) {
            parts.addObject()
                    .put("type", "image_url")
                    .putObject("image_url")
                    .put("url", "data:" + image.mediaType() + ";base64," + image.base64());
        }
    }

    /**
     * OpenAI's reasoning models refuse {@code max_tokens}; many compatible servers know nothing
     * else.
     */
    private void addMaxTokens(
            ObjectNode body,
            LlmRequest request,
            String model,
            ModelFacts facts,
            List<String> notes) {
        String field = facts.maxTokensField();
        if (field == null) {
            field = official ? "max_completion_tokens" : "max_tokens";
        }
        int asked = request.maxTokens();
        Integer most = facts.maxOutputTokens();
        if (most != null && most < asked) {
            notes.add(
                    "At most "
                            + most
                            + " tokens were asked for instead of "
                            + asked
                            + ", as "
                            + model
                            + " gives no more.");
            asked = most;
        }
        body.put(field, asked);
    }

    private static void addTemperature(
            ObjectNode body,
            LlmRequest request,
            String model,
            ModelFacts facts,
            List<String> notes) {
        if (request.temperature() == null) {
            return;
        }
        if (facts.temperature()) {
            body.put("temperature", request.temperature());
        } else {
            notes.add("The temperature was not sent, as " + model + " does not take one.");
        }
    }

    private void addStop(ObjectNode body, LlmRequest request, String model) {
        List<String> stop = request.stopSequences();
        if (stop.isEmpty()) {
            return;
        }
        if (official && stop.size() > MOST_STOP_SEQUENCES) {
            throw new BadRequestException(
                    settings.name(),
                    model,
                    0,
                    settings.name()
                            + " takes at most "
                            + MOST_STOP_SEQUENCES
                            + " stop sequences, not "
                            + stop.size()
                            + "; leave some out",
                    null);
        }
        stop.forEach(body.putArray("stop")::add);
    }

    private static void addResponseFormat(ObjectNode body, LlmRequest request) {
        ObjectNode schema =
                body.putObject("response_format")
                        .put("type", "json_schema")
                        .putObject("json_schema")
                        .put("name", "response");
        schema.set("schema", request.responseSchema());
        if (StrictSchema.accepts(request.responseSchema())) {
            schema.put("strict", true);
        }
    }
}
