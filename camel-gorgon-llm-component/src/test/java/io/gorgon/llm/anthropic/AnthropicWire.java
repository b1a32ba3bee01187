package io.gorgon.llm.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.llm.http.LlmHttpClient;
import java.util.List;

/** Answers as the Anthropic Messages API writes them. */
final class AnthropicWire {

    private AnthropicWire() {}

    /** Reads JSON with single quotes. */
    static JsonNode json(String text) {
        try {
            return LlmHttpClient.JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** {@code usage} with these counts, nothing cached. */
    static String usage(long input, long output) {
        return "{'input_tokens':%d,'output_tokens':%d}".formatted(input, output);
    }

    /**
     * @param usage null to leave it out
     */
    static String message(String model, String text, String stopReason, String usage) {
        ObjectNode message =
                (ObjectNode)
                        json(
                                "{'id':'msg_1','type':'message','role':'assistant','content':[{'type':'text'}],"
                                        + "'stop_sequence':null,'stop_details':null}");
        message.put("model", model).put("stop_reason", stopReason);
        ((ObjectNode) message.path("content").get(0)).put("text", text);
        if (usage != null) {
            message.set("usage", json(usage));
        }
        return message.toString();
    }

    /**
     * The events of a stream up to its last piece.
     *
     * @param usage of {@code message_start}; null to leave it out
     */
    static String start(String model, List<String> pieces, String usage) {
        ObjectNode start =
                (ObjectNode)
                        json(
                                "{'type':'message_start','message':{'id':'msg_1','type':'message','content':[]}}");
        ObjectNode message = (ObjectNode) start.path("message");
        message.put("model", model).putNull("stop_reason");
        if (usage != null) {
            message.set("usage", json(usage));
        }
        StringBuilder events = new StringBuilder(event(start.toString()));
        events.append(
                event(
                        "{'type':'content_block_start','index':0,'content_block':{'type':'text','text':''}}"));
        events.append(event("{'type':'ping'}"));
        for (String piece : pieces) {
            ObjectNode delta = (ObjectNode) json("{'type':'content_block_delta','index':0}");
            delta.putObject("delta").put("type", "text_delta").put("text", piece);
            events.append(named("content_block_delta", delta));
        }
        return events.toString();
    }

    /**
     * The events that end a stream.
     *
     * @param usage of {@code message_delta}; null to leave it out
     */
    static String end(String stopReason, String usage) {
        String counts = usage == null ? "" : ",'usage':" + usage;
        return event("{'type':'content_block_stop','index':0}")
                + event(
                        "{'type':'message_delta','delta':{'stop_reason':'%s','stop_sequence':null}%s}"
                                .formatted(stopReason, counts))
                + event("{'type':'message_stop'}");
    }

    /** One event of a stream, named by its type. */
    static String event(String data) {
        JsonNode node = json(data);
        return named(node.path("type").asText(), node);
    }

    private static String named(String name, JsonNode data) {
        return "event: " + name + "\ndata: " + data + "\n\n";
    }

    /** An error, as a body and inside a stream. */
    static String error(String type, String message) {
        ObjectNode error = (ObjectNode) json("{'type':'error','request_id':'req_1'}");
        error.putObject("error").put("type", type).put("message", message);
        return error.toString();
    }
}
