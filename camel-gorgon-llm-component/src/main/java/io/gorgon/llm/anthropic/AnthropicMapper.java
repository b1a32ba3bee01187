package io.gorgon.llm.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.llm.Image;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.Message;
import io.gorgon.llm.Role;
import io.gorgon.llm.error.BadRequestException;
import io.gorgon.llm.error.UnsupportedByProviderException;
import io.gorgon.llm.spi.ResponseSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes requests in the format of the Anthropic Messages API, {@code POST /v1/messages}. */
final class AnthropicMapper {

    /** The API takes 0 to 1, requests go to 2. */
    private static final double HIGHEST_TEMPERATURE = 1;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String provider;

    AnthropicMapper(String provider) {
        this.provider = provider;
    }

    /**
     * @throws UnsupportedByProviderException for images to a model that reads none
     * @throws BadRequestException if no message has anything to say
     */
    AnthropicRequest request(LlmRequest request, ModelChoice choice, boolean stream) {
        List<String> notes = new ArrayList<>(choice.notes());
        ObjectNode body = NODES.objectNode();
        body.put("model", choice.model());
        body.put("max_tokens", maxTokens(request, choice, notes));
        List<String> instructions = instructions(request);
        body.set("messages", messages(request, choice));
        if (!request.stopSequences().isEmpty()) {
            ArrayNode stops = body.putArray("stop_sequences");
            request.stopSequences().forEach(stops::add);
        }
        temperature(request, choice, body, notes);
        if (request.responseSchema() != null) {
            schema(request.responseSchema(), choice, body, instructions, notes);
        }
        if (!instructions.isEmpty()) {
            body.put("system", String.join("\n\n", instructions));
        }
        if (stream) {
            body.put("stream", true);
        }
        return new AnthropicRequest(body, notes);
    }

    private static int maxTokens(LlmRequest request, ModelChoice choice, List<String> notes) {
        Integer most = choice.facts().maxOutputTokens();
        if (most == null || request.maxTokens() <= most) {
            return request.maxTokens();
        }
        notes.add(
                "max_tokens was lowered from %d to %d, the most that %s answers with."
                        .formatted(request.maxTokens(), most, choice.model()));
        return most;
    }

    private static void temperature(
            LlmRequest request, ModelChoice choice, ObjectNode body, List<String> notes) {
        Double asked = request.temperature();
        if (asked == null) {
            return;
        }
        if (!choice.facts().temperature()) {
            notes.add(
                    "The temperature was not sent, because %s does not take one."
                            .formatted(choice.model()));
            return;
        }
        if (asked > HIGHEST_TEMPERATURE) {
            notes.add(
                    "The temperature was lowered from %s to 1, the highest that %s takes."
                            .formatted(asked, choice.model()));
        }
        body.put("temperature", Math.min(asked, HIGHEST_TEMPERATURE));
    }

    private static void schema(
            JsonNode schema,
            ModelChoice choice,
            ObjectNode body,
            List<String> instructions,
            List<String> notes) {
        Optional<ObjectNode> enforced =
                choice.facts().structuredOutput() ? AnthropicSchema.of(schema) : Optional.empty();
        if (enforced.isPresent()) {
            body.putObject("output_config")
                    .putObject("format")
                    .put("type", "json_schema")
                    .set("schema", enforced.get());
            return;
        }
        instructions.add(new ResponseSchema(schema).instruction());
        notes.add(
                choice.facts().structuredOutput()
                        ? "The response schema was asked for in words, because it has parts that the Anthropic API"
                                + " does not enforce."
                        : "The response schema was asked for in words, because %s does not enforce one."
                                .formatted(choice.model()));
    }

    private static List<String> instructions(LlmRequest request) {
        List<String> instructions = new ArrayList<>();
        if (request.systemPrompt() != null && !request.systemPrompt().isBlank()) {
            instructions.add(request.systemPrompt());
        }
        for (Message message : request.messages()) {
            if (message.role() == Role.SYSTEM && !message.text().isBlank()) {
                instructions.add(message.text());
            }
        }
        return instructions;
    }

    private ArrayNode messages(LlmRequest request, ModelChoice choice) {
        ArrayNode messages = NODES.arrayNode();
        for (Message message : request.messages()) {
            if (!message.images().isEmpty() && !choice.facts().images()) {
                throw new UnsupportedByProviderException(
                        provider,
                        choice.model(),
                        0,
                        provider + ": " + choice.model() + " cannot read images",
                        null);
            }
            // An empty turn is refused by the API.
            if (message.role() != Role.SYSTEM && !isEmpty(message)) {
                messages.add(message(message));
            }
        }
        if (messages.isEmpty()) {
            throw new BadRequestException(
                    provider,
                    choice.model(),
                    0,
                    provider
                            + ": the request has no message with text or an image besides its system prompt",
                    null);
        }
        return messages;
    }

    private static boolean isEmpty(Message message) {
        return message.role() != Role.TOOL
                && message.text().isBlank()
                && message.images().isEmpty();
    }

    private static ObjectNode message(Message message) {
        ObjectNode out = NODES.objectNode();
        out.put("role", message.role() == Role.ASSISTANT ? "assistant" : "user");
        if (message.role() == Role.TOOL && message.toolCallId() != null) {
            ObjectNode result = out.putArray("content").addObject();
            result.put("type", "tool_result").put("tool_use_id", message.toolCallId());
            result.set("content", content(message));
        } else {
            out.set("content", content(message));
        }
        return out;
    }

    private static JsonNode content(Message message) {
        if (message.images().isEmpty()) {
            return NODES.textNode(message.text());
        }
        ArrayNode blocks = NODES.arrayNode();
        for (Image image : message.images()) {
            blocks.addObject()
                    .put("type", "image")
                    .putObject("source")
                    .put("type", "base64")
                    .put("media_type", image.mediaType())
                    .put("data", image.base64());
        }
        if (!message.text().isBlank()) {
            blocks.addObject().put("type", "text").put("text", message.text());
        }
        return blocks;
    }
}
