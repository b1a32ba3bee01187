package io.gorgon.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.http.Timeouts;
import io.gorgon.llm.spi.ModelCatalog;
import io.gorgon.llm.spi.ProviderSettings;
import io.gorgon.llm.spi.PullPermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Makes the settings of providers out of a configuration without problems. */
final class ProviderMapper {

    private static final List<String> OPTION_KEYS =
            List.of("num_ctx", "keep_alive", "think", "script");

    private final ConfigDocument document;
    private final ModelCatalog models;
    private final PullPermission pullPermission;

    ProviderMapper(ConfigDocument document, ModelCatalog models, PullPermission pullPermission) {
        this.document = document;
        this.models = models;
        this.pullPermission = pullPermission;
    }

    ProviderSettings settings(ProviderBlock block) {
        return settings(block, block.name());
    }

    /** The one provider of an installation that may use nothing but the mock. */
    ProviderSettings mock(List<ProviderBlock> blocks) {
        List<ProviderBlock> mocks =
                blocks.stream().filter(block -> block.hasType(ProviderBlock.MOCK)).toList();
        ProviderBlock block =
                mocks.stream()
                        .filter(one -> one.name().equals(ProviderBlock.MOCK))
                        .findFirst()
                        .or(() -> mocks.stream().findFirst())
                        .orElseGet(() -> ProviderBlock.builtIn(ProviderBlock.MOCK));
        return settings(block, ProviderBlock.MOCK);
    }

    private ProviderSettings settings(ProviderBlock block, String name) {
        JsonNode keys = block.keys();
        JsonNode connections = keys.path("max_connections");
        return new ProviderSettings(
                name,
                block.type().orElseThrow(),
                block.place() == null ? "the built-in defaults" : document.whereKey(block.place()),
                block.baseUrl().map(BaseUrl::uri).orElse(null),
                block.addressPolicy(),
                apiKeyEnv(block),
                tierModels(block),
                timeouts(block),
                connections.isNumber() ? Integer.valueOf(connections.intValue()) : null,
                keys.path("max_response_bytes").asLong(Defaults.instance().maxResponseBytes()),
                models,
                options(block),
                pullPermission);
    }

    private static String apiKeyEnv(ProviderBlock block) {
        JsonNode inherited = block.defaults().path("api_key_env");
        String otherwise = block.compatibleOnly() ? null : inherited.textValue();
        return block.keys().path("api_key_env").asText(otherwise);
    }

    private static Map<ModelTier, List<String>> tierModels(ProviderBlock block) {
        Map<ModelTier, List<String>> tiers = new EnumMap<>(ModelTier.class);
        if (!block.compatibleOnly()) {
            addTiers(tiers, block.defaults().path("tier_models"));
        }
        addTiers(tiers, block.keys().path("tier_models"));
        return Collections.unmodifiableMap(tiers);
    }

    private static void addTiers(Map<ModelTier, List<String>> tiers, JsonNode configured) {
        configured
                .properties()
                .forEach(tier -> tiers.put(ModelTier.of(tier.getKey()), names(tier.getValue())));
    }

    private static List<String> names(JsonNode value) {
        if (value.isTextual()) {
            return List.of(value.textValue());
        }
        List<String> names = new ArrayList<>();
        value.forEach(name -> names.add(name.textValue()));
        return List.copyOf(names);
    }

    private static Timeouts timeouts(ProviderBlock block) {
        JsonNode own = block.keys().path("timeouts");
        JsonNode usual = Defaults.instance().timeouts(block.isLocal());
        return new Timeouts(
                milliseconds("connect_ms", own, usual),
                milliseconds("first_token_ms", own, usual),
                milliseconds("idle_ms", own, usual),
                milliseconds("total_ms", own, usual));
    }

    private static Duration milliseconds(String key, JsonNode own, JsonNode usual) {
        return Duration.ofMillis(own.path(key).asLong(usual.path(key).longValue()));
    }

    private ObjectNode options(ProviderBlock block) {
        ObjectNode options = JsonNodeFactory.instance.objectNode();
        if (block.keys().path("options") instanceof ObjectNode added) {
            options.setAll(added);
        }
        for (String key : OPTION_KEYS) {
            if (block.keys().has(key)) {
                options.set(key, block.keys().get(key));
            }
        }
        if (block.hasType(ProviderBlock.MOCK)) {
            options.put("script_base", scriptBase(block));
        }
        return options;
    }

    private String scriptBase(ProviderBlock block) {
        return document.folderOf(
                        block.place() == null
                                ? ProviderBlock.ALL
                                : block.place().appendProperty("script"))
                .toString();
    }
}
