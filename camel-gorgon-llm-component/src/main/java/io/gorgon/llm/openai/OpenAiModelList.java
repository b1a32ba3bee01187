package io.gorgon.llm.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.ModelInfo;
import io.gorgon.llm.spi.ModelFacts;
import io.gorgon.llm.spi.ProviderSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads {@code GET /models} (OpenAI API), with what vLLM ({@code max_model_len}) and llama.cpp
 * ({@code meta}) add.
 */
final class OpenAiModelList {

    private OpenAiModelList() {}

    static List<ModelInfo> read(JsonNode answer, ProviderSettings settings) {
        JsonNode list = answer.isArray() ? answer : answer.path("data");
        List<ModelInfo> models = new ArrayList<>();
        for (JsonNode entry : list.isArray() ? list : answer.path("models")) {
            String name = entry.path("id").asText(entry.path("name").asText(""));
            if (!name.isEmpty()) {
                models.add(model(name, entry, settings));
            }
        }
        return List.copyOf(models);
    }

    private static ModelInfo model(String name, JsonNode entry, ProviderSettings settings) {
        JsonNode meta = entry.path("meta");
        Long parameters = OpenAiAnswer.count(meta, "n_params");
        return new ModelInfo(
                name,
                OpenAiAnswer.count(meta, "size"),
                parameters == null ? null : String.format(Locale.ROOT, "%.1fB", parameters / 1e9),
                null,
                contextTokens(name, entry, settings),
                Set.of(),
                false);
    }

    private static Integer contextTokens(String name, JsonNode entry, ProviderSettings settings) {
        for (JsonNode value :
                List.of(
                        entry.path("max_model_len"),
                        entry.path("meta").path("n_ctx"),
                        entry.path("meta").path("n_ctx_train"),
                        entry.path("context_length"),
                        entry.path("context_window"))) {
            if (value.canConvertToInt() && value.intValue() > 0) {
                return value.intValue();
            }
        }
        return settings.models()
                .find(settings.type(), name)
                .map(ModelFacts::contextTokens)
                .orElse(null);
    }
}
