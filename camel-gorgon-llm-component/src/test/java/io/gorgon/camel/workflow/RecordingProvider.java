package io.gorgon.camel.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.llm.Capability;
import io.gorgon.llm.FinishReason;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.Message;
import io.gorgon.llm.ModelInfo;
import io.gorgon.llm.ProviderHealth;
import io.gorgon.llm.TokenStream;
import io.gorgon.llm.TokenUsage;
import io.gorgon.llm.spi.AbstractLlmProvider;
import io.gorgon.llm.spi.LlmProviderFactory;
import io.gorgon.llm.spi.ProviderContext;
import io.gorgon.llm.spi.ProviderSettings;
import io.gorgon.llm.spi.TokenEstimate;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/**
 * Keeps all requests. Answers the same to the same prompt; to a request for several outputs with a
 * value for each of them.
 */
public final class RecordingProvider extends AbstractLlmProvider {

    private static final Map<String, Queue<LlmRequest>> REQUESTS = new ConcurrentHashMap<>();

    private RecordingProvider(ProviderSettings settings) {
        super(settings);
    }

    /** All that has arrived at the provider of this name, in the order of arrival. */
    static Queue<LlmRequest> requests(String provider) {
        return REQUESTS.computeIfAbsent(provider, key -> new ConcurrentLinkedQueue<>());
    }

    /** All texts of a request. */
    static String texts(LlmRequest request) {
        return request.systemPrompt()
                + "\n"
                + request.messages().stream().map(Message::text).collect(Collectors.joining("\n"));
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.STRUCTURED_OUTPUT);
    }

    @Override
    protected LlmResponse call(LlmRequest request) {
        requests(name()).add(request);
        String mark = Integer.toHexString(texts(request).hashCode());
        String text =
                request.responseSchema() == null
                        ? "Answer " + mark
                        : values(request.responseSchema(), mark).toString();
        return new LlmResponse(
                text,
                null,
                "recorder",
                name(),
                type(),
                request.tier(),
                TokenUsage.estimated(estimateTokens(request), TokenEstimate.of(text)),
                0,
                null,
                FinishReason.STOP,
                1,
                List.of(),
                null);
    }

    private static ObjectNode values(JsonNode schema, String mark) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        schema.path("properties")
                .properties()
                .forEach(each -> set(values, each.getKey(), each.getValue(), mark));
        return values;
    }

    private static void set(ObjectNode values, String name, JsonNode schema, String mark) {
        switch (schema.path("type").asText()) {
            case "number", "integer" -> values.put(name, 42);
            case "boolean" -> values.put(name, true);
            case "array" -> values.putArray(name).add("one " + mark).add("two " + mark);
            case "object" -> values.putObject(name).put("key", mark);
            default -> values.put(name, name + " of " + mark);
        }
    }

    @Override
    protected TokenStream open(LlmRequest request) {
        throw new IllegalStateException("it has no streams");
    }

    @Override
    public ProviderHealth health() {
        return new ProviderHealth(true, "always there", null, 0);
    }

    @Override
    public List<ModelInfo> models() {
        return List.of(ModelInfo.named("recorder"));
    }

    @Override
    public void close() {}

    /** Named in META-INF/services/io.gorgon.llm.spi.LlmProviderFactory. */
    public static final class Factory implements LlmProviderFactory {
        @Override
        public String type() {
            return "recording";
        }

        @Override
        public LlmProvider create(ProviderSettings settings, ProviderContext context) {
            return new RecordingProvider(settings);
        }
    }
}
