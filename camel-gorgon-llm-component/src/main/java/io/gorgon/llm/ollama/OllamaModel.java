package io.gorgon.llm.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.ModelInfo;
import io.gorgon.llm.spi.ModelShape;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A pulled model, as {@code /api/tags} and {@code /api/show} describe it.
 *
 * @param info what is public about it; never null
 * @param digest tells one version of it from another; null when unknown
 * @param family such as {@code llama} or {@code nomic-bert}; empty when unknown
 * @param shape what decides on its memory; null as long as the server was not asked
 */
record OllamaModel(ModelInfo info, String digest, String family, ModelShape shape) {

    /** Embedding models by the names of their families, for servers that tell no capabilities. */
    private static final Pattern EMBEDDING =
            Pattern.compile("embed|minilm|bert|(?:^|/)(?:bge|gte|e5)-|paraphrase-");

    /** Reads an entry of {@code models} in the answer of {@code GET /api/tags}. */
    static OllamaModel ofTag(JsonNode entry) {
        String name = entry.path("name").asText(entry.path("model").asText(""));
        JsonNode details = entry.path("details");
        JsonNode size = entry.path("size");
        boolean remote =
                isRemote(entry) || !name.isEmpty() && OllamaModelName.of(name).namesCloud();
        return new OllamaModel(
                new ModelInfo(
                        name,
                        size.isNumber() ? size.asLong() : null,
                        textOrNull(details.path("parameter_size")),
                        textOrNull(details.path("quantization_level")),
                        positiveOrNull(details.path("context_length")),
                        capabilities(entry),
                        remote),
                textOrNull(entry.path("digest")),
                details.path("family").asText(""),
                null);
    }

    /** A model of which only the name is known. */
    static OllamaModel named(String name) {
        return new OllamaModel(ModelInfo.named(name), null, "", null);
    }

    /** Whether the server passes calls on: in a list, a description and an answer alike. */
    static boolean isRemote(JsonNode node) {
        return !node.path("remote_host").asText("").isEmpty()
                || !node.path("remote_model").asText("").isEmpty();
    }

    /** This model with what {@code POST /api/show} adds. */
    OllamaModel describedBy(JsonNode shown) {
        Set<String> capabilities = capabilities(shown);
        return new OllamaModel(
                new ModelInfo(
                        info.name(),
                        info.sizeBytes(),
                        info.parameterSize(),
                        info.quantization(),
                        info.contextTokens() == null
                                ? trainedContext(shown.path("model_info"))
                                : info.contextTokens(),
                        capabilities.isEmpty() ? info.capabilities() : capabilities,
                        info.remote() || isRemote(shown)),
                digest,
                family.isEmpty() ? shown.path("details").path("family").asText("") : family,
                OllamaShape.of(shown.path("model_info")).orElse(null));
    }

    /** The GGUF key {@code <architecture>.context_length}. */
    private static Integer trainedContext(JsonNode modelInfo) {
        String architecture = modelInfo.path("general.architecture").asText("");
        return positiveOrNull(modelInfo.path(architecture + ".context_length"));
    }

    private static Set<String> capabilities(JsonNode node) {
        Set<String> capabilities = new TreeSet<>();
        node.path("capabilities")
                .forEach(entry -> capabilities.add(entry.asText().toLowerCase(Locale.ROOT)));
        return capabilities;
    }

    private static String textOrNull(JsonNode node) {
        return node.isTextual() && !node.asText().isEmpty() ? node.asText() : null;
    }

    private static Integer positiveOrNull(JsonNode node) {
        return node.canConvertToInt() && node.asInt() > 0 ? node.asInt() : null;
    }

    String name() {
        return info.name();
    }

    boolean remote() {
        return info.remote();
    }

    boolean is(String otherName) {
        return OllamaModelName.same(name(), otherName);
    }

    boolean tellsCapabilities() {
        return !info.capabilities().isEmpty();
    }

    boolean canChat() {
        return tellsCapabilities()
                ? info.capabilities().contains("completion")
                : !looksLikeEmbedding();
    }

    boolean canEmbed() {
        return tellsCapabilities()
                ? info.capabilities().contains("embedding")
                : looksLikeEmbedding();
    }

    /** True also when the server does not tell: then it decides. */
    boolean mayReadImages() {
        return !tellsCapabilities() || info.capabilities().contains("vision");
    }

    private boolean looksLikeEmbedding() {
        return EMBEDDING.matcher(name().toLowerCase(Locale.ROOT)).find()
                || EMBEDDING.matcher(family.toLowerCase(Locale.ROOT)).find();
    }
}
