package io.gorgon.llm.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.spi.ModelShape;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads what of {@code model_info} (GGUF keys, Ollama API, /api/show) decides on memory. */
final class OllamaShape {

    private static final int BYTES_PER_NUMBER = 2;

    /** Of how many layers one keeps all tokens, where the others keep a window. */
    private static final Map<String, Integer> ONE_FULL_LAYER_OF =
            Map.of("gemma2", 2, "gemma3", 6, "gemma3n", 5, "gptoss", 2, "gpt-oss", 2, "cohere2", 4);

    private final JsonNode info;
    private final String architecture;

    private OllamaShape(JsonNode info) {
        this.info = info;
        this.architecture = info.path("general.architecture").asText("");
    }

    /** Empty when it says too little, as the short form does of models with unlike layers. */
    static Optional<ModelShape> of(JsonNode modelInfo) {
        return needsArrays(modelInfo) ? Optional.empty() : new OllamaShape(modelInfo).shape();
    }

    /** Whether the heads differ from layer to layer, which only the long form tells. */
    static boolean needsArrays(JsonNode modelInfo) {
        OllamaShape shape = new OllamaShape(modelInfo);
        return shape.number("block_count") > 0 && shape.value("attention.head_count_kv").isNull();
    }

    private JsonNode value(String key) {
        return info.path(architecture + "." + key);
    }

    private long number(String key) {
        return value(key).isNumber() ? value(key).asLong() : 0;
    }

    private Optional<ModelShape> shape() {
        JsonNode count = info.path("general.parameter_count");
        Long parameters = count.isNumber() && count.asLong() > 0 ? count.asLong() : null;
        int layers = (int) Math.min(number("block_count"), 10_000);
        long heads = first(value("attention.head_count"));
        long keyLength = number("attention.key_length");
        long valueLength = number("attention.value_length");
        long perHead = heads > 0 ? number("embedding_length") / heads : 0;
        keyLength = keyLength > 0 ? keyLength : perHead;
        valueLength = valueLength > 0 ? valueLength : perHead;
        JsonNode keyValueHeads = value("attention.head_count_kv");
        if (layers <= 0 || keyLength + valueLength <= 0) {
            return parameters == null
                    ? Optional.empty()
                    : Optional.of(new ModelShape(0, 0, 0, parameters));
        }
        int window = (int) Math.min(number("attention.sliding_window"), Integer.MAX_VALUE);
        long full = 0;
        long windowed = 0;
        for (int layer = 0; layer < layers; layer++) {
            long bytes =
                    headsOf(layer, keyValueHeads, heads)
                            * (keyLength + valueLength)
                            * BYTES_PER_NUMBER;
            if (window > 0 && keepsWindow(layer)) {
                windowed += bytes;
            } else {
                full += bytes;
            }
        }
        return Optional.of(new ModelShape(full, windowed, window, parameters));
    }

    private static long headsOf(int layer, JsonNode keyValueHeads, long heads) {
        if (keyValueHeads.isArray()) {
            return keyValueHeads.path(layer).asLong(0);
        }
        return keyValueHeads.isNumber() && keyValueHeads.asLong() > 0
                ? keyValueHeads.asLong()
                : heads;
    }

    /** Where nothing tells which layers do, all count as keeping all tokens. */
    private boolean keepsWindow(int layer) {
        JsonNode pattern = value("attention.sliding_window_pattern");
        if (pattern.isArray()) {
            return pattern.path(layer).asBoolean(false);
        }
        Integer known = ONE_FULL_LAYER_OF.get(architecture.toLowerCase(Locale.ROOT));
        int period = pattern.isNumber() ? pattern.asInt() : known == null ? 1 : known;
        return period > 1 && (layer + 1) % period != 0;
    }

    private static long first(JsonNode value) {
        return value.isArray() ? value.path(0).asLong(0) : value.asLong(0);
    }
}
