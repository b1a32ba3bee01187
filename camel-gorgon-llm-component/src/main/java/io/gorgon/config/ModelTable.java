package io.gorgon.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.spi.ModelCatalog;
import io.gorgon.llm.spi.ModelFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is known of models: the table from the jar with the file's {@code llm.models} over it. */
final class ModelTable {

    private static final String ANY_END = "*";

    private final JsonNode shipped;
    private final JsonNode configured;
    private final ModelCatalog catalog;

    /**
     * A model that its provider switched off.
     *
     * @param day when, such as 2026-08-05
     * @param replacement what to use instead
     */
    record Retirement(String day, String replacement) {}

    /**
     * @param shipped the table from the jar
     * @param configured the file's table; may be missing
     */
    ModelTable(JsonNode shipped, JsonNode configured) {
        this.shipped = shipped;
        this.configured = configured;
        ModelCatalog base = catalog(shipped, ModelCatalog.empty());
        this.catalog = configured.isEmpty() ? base : catalog(configured, base);
    }

    ModelCatalog catalog() {
        return catalog;
    }

    /** Whether the jar has this very name, or the file has an entry that fits it. */
    boolean knows(String type, String model) {
        return find(shipped.path(type), model).isPresent()
                || catalog(configured, ModelCatalog.empty()).find(type, model).isPresent();
    }

    /** Whether and when a model was switched off; the file's own entry for it says it was not. */
    Optional<Retirement> retirement(String type, String model) {
        if (find(configured.path(type), model).isPresent()) {
            return Optional.empty();
        }
        return find(shipped.path(type), model)
                .filter(facts -> facts.has("retired_on"))
                .map(
                        facts ->
                                new Retirement(
                                        facts.path("retired_on").textValue(),
                                        facts.path("replaced_by").textValue()));
    }

    /** The names of models that can be called. */
    List<String> usable(String type) {
        return catalog.of(type).stream()
                .map(ModelFacts::name)
                .filter(name -> !name.endsWith(ANY_END) && retirement(type, name).isEmpty())
                .toList();
    }

    private static Optional<JsonNode> find(JsonNode models, String model) {
        return models.properties().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(model))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** The tables of all types, those of the base kept where they are not replaced. */
    private static ModelCatalog catalog(JsonNode byType, ModelCatalog base) {
        Map<String, List<ModelFacts>> all = new LinkedHashMap<>();
        byType.properties()
                .forEach(
                        type ->
                                all.put(
                                        type.getKey(),
                                        facts(type.getKey(), type.getValue(), base)));
        Defaults.instance().types().stream()
                .filter(type -> !all.containsKey(type))
                .forEach(type -> all.put(type, List.copyOf(base.of(type))));
        return new ModelCatalog(all);
    }

    private static List<ModelFacts> facts(String type, JsonNode models, ModelCatalog base) {
        Map<String, ModelFacts> facts = new LinkedHashMap<>();
        base.of(type).forEach(one -> facts.put(one.name().toLowerCase(Locale.ROOT), one));
        models.properties()
                .forEach(
                        model ->
                                facts.put(
                                        model.getKey().toLowerCase(Locale.ROOT),
                                        facts(type, model.getKey(), model.getValue(), base)));
        return new ArrayList<>(facts.values());
    }

    /** One model; what its entry does not say is what the base says of that name. */
    private static ModelFacts facts(String type, String name, JsonNode entry, ModelCatalog base) {
        ModelFacts known = base.find(type, name).orElseGet(() -> ModelFacts.unknown(name));
        return new ModelFacts(
                name,
                number(entry.path("context_tokens"), known.contextTokens()),
                number(entry.path("max_output_tokens"), known.maxOutputTokens()),
                entry.path("temperature").asBoolean(known.temperature()),
                entry.path("structured_output").asBoolean(known.structuredOutput()),
                entry.path("images").asBoolean(known.images()),
                entry.path("max_tokens_field").asText(known.maxTokensField()));
    }

    private static Integer number(JsonNode value, Integer otherwise) {
        return value.isNumber() ? Integer.valueOf(value.intValue()) : otherwise;
    }
}
