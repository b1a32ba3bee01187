package io.gorgon.camel.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.Image;
import io.gorgon.llm.Message;
import io.gorgon.llm.Role;
import io.gorgon.llm.http.LlmHttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * The conversation in a message body: text (also a file or a stream of text), a list of messages,
 * or a map or JSON object with {@code messages}. Text is read as JSON only when the message says
 * that it is: the header {@code Content-Type} is {@code application/json}.
 *
 * @param messages the conversation; never empty
 * @param systemPrompt the {@code system} of a map or JSON object; null when there is none
 */
record PromptBody(List<Message> messages, String systemPrompt) {

    /**
     * @throws IllegalArgumentException if the body is empty or has another form
     */
    static PromptBody of(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof JsonNode || body instanceof Map) {
            return ofObject(LlmHttpClient.JSON.valueToTree(body));
        }
        if (body instanceof List<?> list) {
            return new PromptBody(ofList(list), null);
        }
        if (body instanceof Message message) {
            return new PromptBody(List.of(message), null);
        }
        String text = text(exchange);
        return isJson(exchange)
                ? ofObject(parse(text))
                : new PromptBody(List.of(Message.user(text)), null);
    }

    /**
     * The body as text.
     *
     * @throws IllegalArgumentException if there is none
     */
    static String text(Exchange exchange) {
        String text = exchange.getMessage().getBody(String.class);
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException(
                    "the message body is empty: there is nothing to ask");
        }
        return text;
    }

    private static boolean isJson(Exchange exchange) {
        String type = exchange.getMessage().getHeader(Exchange.CONTENT_TYPE, String.class);
        return type != null
                && type.toLowerCase(java.util.Locale.ROOT).startsWith("application/json");
    }

    private static JsonNode parse(String text) {
        try {
            return LlmHttpClient.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "the body says that it is JSON and is not: " + e.getOriginalMessage(), e);
        }
    }

    private static PromptBody ofObject(JsonNode object) {
        JsonNode messages = object.path("messages");
        if (!messages.isArray() || messages.isEmpty()) {
            throw new IllegalArgumentException(
                    "a map or JSON body needs a list 'messages' with at least one message");
        }
        List<Message> list = new ArrayList<>();
        messages.forEach(message -> list.add(ofNode(message)));
        JsonNode system = object.path("system");
        return new PromptBody(list, system.isTextual() ? system.asText() : null);
    }

    private static List<Message> ofList(List<?> list) {
        if (list.isEmpty()) {
            throw new IllegalArgumentException("the list of messages is empty");
        }
        List<Message> messages = new ArrayList<>();
        for (Object element : list) {
            if (element instanceof Message message) {
                messages.add(message);
            } else if (element instanceof CharSequence text) {
                messages.add(Message.user(text.toString()));
            } else if (element instanceof Map || element instanceof JsonNode) {
                messages.add(ofNode(LlmHttpClient.JSON.valueToTree(element)));
            } else {
                throw new IllegalArgumentException(
                        "a message has to be a Message, a text or a map with role and content, not "
                                + (element == null ? "null" : element.getClass().getName()));
            }
        }
        return messages;
    }

    private static Message ofNode(JsonNode node) {
        if (node.isTextual()) {
            return Message.user(node.asText());
        }
        JsonNode content = node.has("content") ? node.get("content") : node.path("text");
        if (!content.isTextual()) {
            throw new IllegalArgumentException("a message needs a text 'content'");
        }
        List<Image> images = new ArrayList<>();
        for (JsonNode image : node.path("images")) {
            images.add(
                    new Image(
                            image.path("mediaType").asText("image/png"),
                            image.path("base64").asText(image.asText())));
        }
        JsonNode toolCall = node.path("tool_call_id");
        return new Message(
                Role.of(node.path("role").asText(Role.USER.label())),
                content.asText(),
                images,
                toolCall.isTextual() ? toolCall.asText() : null);
    }
}
