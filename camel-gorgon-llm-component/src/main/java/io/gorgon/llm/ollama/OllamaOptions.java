package io.gorgon.llm.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.llm.spi.ModelFacts;
import io.gorgon.llm.spi.ProviderSettings;
import java.util.Map;
import java.util.Optional;

/** The settings that only Ollama has: {@code num_ctx}, {@code keep_alive}, {@code think}. */
final class OllamaOptions {

    static final int DEFAULT_CONTEXT_TOKENS = 8192;

    private final ProviderSettings settings;

    OllamaOptions(ProviderSettings settings) {
        this.settings = settings;
    }

    /**
     * The context window to ask for, always the same for a model: Ollama loads a model anew when it
     * changes. The configured one, but not more than the model was trained with.
     */
    int contextTokens(OllamaModel model) {
        int configured = configuredContextTokens(model);
        Integer trained = model.info().contextTokens();
        if (trained == null) {
            trained = facts(model).map(ModelFacts::contextTokens).orElse(null);
        }
        return trained == null ? configured : Math.min(configured, trained);
    }

    private int configuredContextTokens(OllamaModel model) {
        JsonNode setting = settings.options().path("num_ctx");
        if (setting.isObject()) {
            for (Map.Entry<String, JsonNode> entry : setting.properties()) {
                if (!entry.getKey().equals("default") && model.is(entry.getKey())) {
                    return entry.getValue().asInt(DEFAULT_CONTEXT_TOKENS);
                }
            }
            setting = setting.path("default");
        }
        int tokens = setting.asInt(DEFAULT_CONTEXT_TOKENS);
        return tokens > 0 ? tokens : DEFAULT_CONTEXT_TOKENS;
    }

    /** What the configuration says of a model. */
    Optional<ModelFacts> facts(OllamaModel model) {
        return settings.models().find(settings.type(), model.name());
    }

    /** Puts how long the model stays in memory, when it is configured. */
    void putKeepAlive(ObjectNode body) {
        putSetting(body, "keep_alive");
    }

    /** Puts whether the model thinks, when it is configured. */
    void putThink(ObjectNode body) {
        putSetting(body, "think");
    }

    private void putSetting(ObjectNode body, String key) {
        JsonNode value = settings.options().path(key);
        if (!value.isMissingNode() && !value.isNull()) {
            body.set(key, value);
        }
    }
}
