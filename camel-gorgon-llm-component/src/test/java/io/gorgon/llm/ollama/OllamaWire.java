package io.gorgon.llm.ollama;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.gorgon.llm.contract.FakeLlmServer.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Ollama's answers as text, as its API documentation and its server write them. */
final class OllamaWire {

    private static final Map<Refusal, Map.Entry<Integer, String>> REFUSALS =
            new TreeMap<>(
                    Map.of(
                            Refusal.AUTHENTICATION,
                            Map.entry(401, "unauthorized: " + FakeOllama.KEY),
                            Refusal.PERMISSION,
                            Map.entry(403, "ollama cloud is disabled on this server"),
                            Refusal.RATE_LIMITED,
                            Map.entry(429, "too many requests"),
                            Refusal.OVERLOADED,
                            Map.entry(
                                    503,
                                    "server busy, please try again.  maximum pending requests exceeded"),
                            Refusal.INTERNAL_ERROR,
                            Map.entry(500, "an unknown error was encountered"),
                            Refusal.CONTEXT_WINDOW_EXCEEDED,
                            Map.entry(
                                    400,
                                    "the prompt is longer than the context length currently available"
                                            + " to the model; shorten it"),
                            Refusal.BAD_REQUEST,
                            Map.entry(400, "invalid duration"),
                            Refusal.MODEL_NOT_FOUND,
                            Map.entry(404, "model \"llama3.1:8b\" not found, try pulling it first"),
                            Refusal.OUT_OF_MEMORY,
                            Map.entry(
                                    500,
                                    "model requires more system memory (5.5 GiB) than is available"
                                            + " (3.1 GiB)")));

    private OllamaWire() {}

    static List<Refusal> refusals() {
        return List.copyOf(REFUSALS.keySet());
    }

    static String quoted(String text) {
        return text.replace('\'', '"');
    }

    /** An entry of the list of models. */
    static String tag(String name) {
        String capability = name.contains("embed") ? "embedding" : "completion','vision";
        return "{'name':'"
                + name
                + "','model':'"
                + name
                + "','size':4661224676,'details':{'family':'x','parameter_size':'8.0B',"
                + "'quantization_level':'Q4_K_M','context_length':131072},"
                + "'capabilities':['"
                + capability
                + "']}";
    }

    static ResponseDefinitionBuilder refusal(Refusal refusal) {
        Map.Entry<Integer, String> answer = REFUSALS.get(refusal);
        return jsonResponse("{\"error\":" + json(answer.getValue()) + "}", answer.getKey());
    }

    /**
     * A whole answer or a stream, whichever the request asks for; Ollama streams unless told not
     * to.
     */
    static ResponseDefinitionBuilder chat(JsonNode request, List<String> pieces, String end) {
        if (request.path("stream").asBoolean(true)) {
            List<String> lines = pieces(request, pieces);
            lines.add(line(request, "", "'done':true," + end));
            return lines(lines);
        }
        String timing = ",'load_duration':2000000,'prompt_eval_duration':1000000";
        return jsonResponse(
                line(request, String.join("", pieces), "'done':true," + end + timing), 200);
    }

    static List<String> pieces(JsonNode request, List<String> pieces) {
        List<String> lines = new ArrayList<>();
        pieces.forEach(piece -> lines.add(line(request, piece, "'done':false")));
        return lines;
    }

    private static String line(JsonNode request, String content, String fields) {
        return "{\"model\":"
                + request.path("model")
                + ",\"created_at\":\"2026-08-21T10:11:12.123Z\",\"message\":{\"role\":\"assistant\",\"content\":"
                + json(content)
                + "},"
                + quoted(fields)
                + "}";
    }

    static ResponseDefinitionBuilder lines(List<String> lines) {
        StringBuilder body = new StringBuilder();
        lines.forEach(line -> body.append(line).append('\n'));
        return aResponse()
                .withHeader("Content-Type", "application/x-ndjson")
                .withBody(body.toString());
    }

    /** A vector that depends on nothing but the text. */
    static ResponseDefinitionBuilder embeddings(JsonNode request) {
        List<String> vectors = new ArrayList<>();
        for (JsonNode input : request.path("input")) {
            vectors.add(
                    "[" + input.asText().length() + ",0.5," + input.asText().hashCode() % 7 + "]");
        }
        return jsonResponse(
                "{\"model\":"
                        + request.path("model")
                        + ",\"embeddings\":["
                        + String.join(",", vectors)
                        + "],\"prompt_eval_count\":"
                        + 3 * vectors.size()
                        + "}",
                200);
    }

    private static String json(String text) {
        return TextNode.valueOf(text).toString();
    }
}
