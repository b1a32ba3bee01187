package io.gorgon.llm.openai;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.gorgon.llm.http.LlmHttpClient;
import java.util.List;

/** Answers as OpenAI writes them. */
final class OpenAiWire {

    static final String DONE = "data: [DONE]\n\n";

    private OpenAiWire() {}

    static ResponseDefinitionBuilder json(JsonNode body) {
        return aResponse().withHeader("Content-Type", "application/json").withBody(body.toString());
    }

    static ResponseDefinitionBuilder events(String text) {
        return aResponse().withHeader("Content-Type", "text/event-stream").withBody(text);
    }

    static String event(String data) {
        return "data: " + data + "\n\n";
    }

    static JsonNode models() {
        ObjectNode answer = LlmHttpClient.JSON.createObjectNode().put("object", "list");
        for (String name : List.of("big-model", "middle-model", "small-model", "vector-model")) {
            answer.withArray("data").addObject().put("id", name).put("object", "model");
        }
        return answer;
    }

    static ObjectNode completion(String text, String finishReason, JsonNode usage) {
        ObjectNode answer =
                LlmHttpClient.JSON
                        .createObjectNode()
                        .put("id", "chatcmpl-1")
                        .put("object", "chat.completion")
                        .put("model", "middle-model");
        ObjectNode choice = answer.putArray("choices").addObject().put("index", 0);
        choice.putObject("message").put("role", "assistant").put("content", text);
        choice.put("finish_reason", finishReason);
        if (usage != null) {
            answer.set("usage", usage);
        }
        return answer;
    }

    static ResponseDefinitionBuilder stream(
            List<String> pieces, String finishReason, JsonNode usage) {
        ObjectNode end = chunk();
        end.withArray("choices")
                .addObject()
                .put("index", 0)
                .put("finish_reason", finishReason)
                .putObject("delta");
        String text = pieces(pieces) + ": ping\n\n" + event(end.toString());
        if (usage != null) {
            ObjectNode last = chunk();
            last.putArray("choices");
            last.set("usage", usage);
            text += event(last.toString());
        }
        return events(text + DONE);
    }

    /** The chunk with the role, and one for each piece. */
    static String pieces(List<String> pieces) {
        ObjectNode role = chunk();
        role.withArray("choices")
                .addObject()
                .put("index", 0)
                .putObject("delta")
                .put("role", "assistant")
                .put("content", "");
        StringBuilder text = new StringBuilder(event(role.toString()));
        for (String piece : pieces) {
            ObjectNode chunk = chunk();
            ObjectNode choice = chunk.withArray("choices").addObject().put("index", 0);
            choice.putObject("delta").put("content", piece);
            choice.putNull("finish_reason");
            chunk.putNull("usage");
            text.append(event(chunk.toString()));
        }
        return text.toString();
    }

    private static ObjectNode chunk() {
        return LlmHttpClient.JSON
                .createObjectNode()
                .put("id", "chatcmpl-1")
                .put("object", "chat.completion.chunk")
                .put("model", "middle-model")
                .put("obfuscation", "x8Kd");
    }
}
