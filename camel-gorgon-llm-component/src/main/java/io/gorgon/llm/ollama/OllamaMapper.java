package io.gorgon.llm.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.llm.EmbedResponse;
import io.gorgon.llm.FinishReason;
import io.gorgon.llm.Image;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.Message;
import io.gorgon.llm.TokenUsage;
import io.gorgon.llm.error.BrokenStreamException;
import io.gorgon.llm.http.LlmHttpClient;
import io.gorgon.llm.ollama.OllamaModelSelection.Choice;
import io.gorgon.llm.spi.ModelFacts;
import io.gorgon.llm.spi.ProviderSettings;
import io.gorgon.llm.spi.ResponseSchema;
import io.gorgon.llm.spi.TokenEstimate;
import java.util.ArrayList;
import java.util.List;

/** Our records to Ollama's {@code /api/chat} and {@code /api/embed}, and back. */
final class OllamaMapper {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final ProviderSettings settings;
    private final OllamaOptions options;

    OllamaMapper(ProviderSettings settings) {
        this.settings = settings;
        this.options = new OllamaOptions(settings);
    }

    /** The body of {@code POST /api/chat}. */
    ObjectNode chat(LlmRequest request, OllamaModel model, boolean stream) {
        ModelFacts facts = options.facts(model).orElseGet(() -> ModelFacts.unknown(model.name()));
        ObjectNode body = LlmHttpClient.JSON.createObjectNode();
        body.put("model", model.name());
        putMessages(body, request, facts);
        body.put("stream", stream);
        if (request.responseSchema() != null && facts.structuredOutput()) {
            body.set("format", request.responseSchema());
        }
        options.putThink(body);
        options.putKeepAlive(body);
        // A prompt that is too long has to be an error: cut silently, it gets a wrong answer.
        body.put("truncate", false);
        body.put("shift", false);
        ObjectNode modelOptions = body.putObject("options");
        modelOptions.put("num_ctx", options.contextTokens(model));
        modelOptions.put("num_predict", request.maxTokens());
        if (request.temperature() != null && facts.temperature()) {
            modelOptions.put("temperature", request.temperature());
        }
        if (!request.stopSequences().isEmpty()) {
            ArrayNode stop = modelOptions.putArray("stop");
            request.stopSequences().forEach(stop::add);
        }
        return body;
    }

    private static void putMessages(ObjectNode body, LlmRequest request, ModelFacts facts) {
        ArrayNode messages = body.putArray("messages");
        if (request.systemPrompt() != null) {
            messages.addObject().put("role", "system").put("content", request.systemPrompt());
        }
        if (request.responseSchema() != null && !facts.structuredOutput()) {
            String instruction = new ResponseSchema(request.responseSchema()).instruction();
            messages.addObject().put("role", "system").put("content", instruction);
        }
        for (Message message : request.messages()) {
            ObjectNode turn = messages.addObject();
            turn.put("role", message.role().label()).put("content", message.text());
            if (!message.images().isEmpty()) {
                ArrayNode images = turn.putArray("images");
                message.images().stream().map(Image::base64).forEach(images::add);
            }
            if (message.toolCallId() != null) {
                turn.put("tool_call_id", message.toolCallId());
            }
        }
    }

    /** What the caller should know: the choice of the model, and what was not sent. */
    List<String> notes(LlmRequest request, Choice choice) {
        List<String> notes = new ArrayList<>(choice.notes());
        boolean takesTemperature =
                options.facts(choice.model()).map(ModelFacts::temperature).orElse(true);
        if (request.temperature() != null && !takesTemperature) {
            notes.add(
                    settings.name()
                            + ": the temperature was not sent, as "
                            + choice.model().name()
                            + " does not take one");
        }
        return notes;
    }

    /** The body of {@code POST /api/embed}. */
    ObjectNode embed(List<String> inputs, OllamaModel model) {
        ObjectNode body = LlmHttpClient.JSON.createObjectNode();
        body.put("model", model.name());
        ArrayNode input = body.putArray("input");
        inputs.forEach(input::add);
        body.put("truncate", false);
        options.putKeepAlive(body);
        body.putObject("options").put("num_ctx", options.contextTokens(model));
        return body;
    }

    /**
     * Reads an answer that came as a whole.
     *
     * @throws BrokenStreamException if it is none
     */
    LlmResponse response(JsonNode answer, LlmRequest request, Choice choice, long latencyMs) {
        JsonNode message = answer.path("message");
        String content = message.path("content").asText("");
        if (!message.isObject()
                || answer.path("done").isBoolean() && !answer.path("done").asBoolean()) {
            throw broken(choice.model().name(), content, "the answer is not complete");
        }
        String reasoning = message.path("thinking").asText("");
        TokenUsage usage = usage(answer, TokenEstimate.of(request), content, reasoning);
        return new LlmResponse(
                content,
                reasoning.isEmpty() ? null : reasoning,
                model(answer, choice.model().name()),
                settings.name(),
                settings.type(),
                choice.tierServed(),
                usage,
                latencyMs,
                timeToFirstTokenMs(answer),
                finishReason(answer, message.path("tool_calls").size() > 0),
                1,
                notes(request, choice),
                answer);
    }

    static String model(JsonNode answer, String requested) {
        String name = answer.path("model").asText("");
        return name.isEmpty() ? requested : name;
    }

    /** Durations are nanoseconds and may be absent. */
    private static Long timeToFirstTokenMs(JsonNode answer) {
        JsonNode load = answer.path("load_duration");
        JsonNode prompt = answer.path("prompt_eval_duration");
        return load.isNumber() || prompt.isNumber()
                ? (load.asLong() + prompt.asLong()) / NANOS_PER_MILLI
                : null;
    }

    /** Tool calls end with {@code stop} too, so their presence decides. */
    static FinishReason finishReason(JsonNode answer, boolean toolCalls) {
        if (toolCalls) {
            return FinishReason.TOOL_CALLS;
        }
        return "length".equalsIgnoreCase(answer.path("done_reason").asText(""))
                ? FinishReason.LENGTH
                : FinishReason.STOP;
    }

    /** A count that is absent is unknown, unless there is nothing to count. */
    static TokenUsage usage(
            JsonNode answer, long estimatedInputTokens, String content, String reasoning) {
        JsonNode input = answer.path("prompt_eval_count");
        JsonNode output = answer.path("eval_count");
        JsonNode cached = answer.path("prompt_eval_cached_count");
        boolean silent = content.isEmpty() && (reasoning == null || reasoning.isEmpty());
        return new TokenUsage(
                input.isNumber() ? input.asLong() : estimatedInputTokens,
                output.isNumber()
                        ? output.asLong()
                        : TokenEstimate.of(content) + TokenEstimate.of(reasoning),
                cached.isNumber() ? cached.asLong() : null,
                null,
                null,
                !input.isNumber() || !output.isNumber() && !silent);
    }

    /**
     * Reads vectors.
     *
     * @throws BrokenStreamException if it is not one for each text
     */
    EmbedResponse embeddings(
            JsonNode answer, List<String> inputs, OllamaModel model, long latencyMs) {
        List<float[]> vectors = new ArrayList<>();
        for (JsonNode entry : answer.path("embeddings")) {
            float[] vector = new float[entry.size()];
            for (int i = 0; i < vector.length; i++) {
                vector[i] = entry.get(i).floatValue();
            }
            vectors.add(vector);
        }
        if (vectors.size() != inputs.size()) {
            throw broken(
                    model.name(),
                    "",
                    vectors.size() + " vectors came for " + inputs.size() + " texts");
        }
        JsonNode read = answer.path("prompt_eval_count");
        TokenUsage usage =
                read.isNumber()
                        ? TokenUsage.reported(read.asLong(), 0)
                        : TokenUsage.estimated(
                                inputs.stream().mapToLong(TokenEstimate::of).sum(), 0);
        return new EmbedResponse(
                vectors,
                model(answer, model.name()),
                settings.name(),
                settings.type(),
                usage,
                latencyMs);
    }

    private BrokenStreamException broken(String model, String partialText, String why) {
        return new BrokenStreamException(
                settings.name(),
                model,
                partialText,
                settings.name() + ": the answer of " + model + " cannot be read: " + why,
                null);
    }
}
