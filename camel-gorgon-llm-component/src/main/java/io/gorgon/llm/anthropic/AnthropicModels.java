package io.gorgon.llm.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.ModelInfo;
import io.gorgon.llm.error.BrokenStreamException;
import io.gorgon.llm.http.LlmHttpClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the models of the Anthropic API, {@code GET /v1/models}, which costs nothing. */
final class AnthropicModels {

    /** The most that the API gives at a time. */
    private static final int PAGE_SIZE = 1000;

    /** Ends the reading when a server always says that it has more. */
    private static final int MAX_PAGES = 20;

    private final LlmHttpClient http;
    private final String provider;
    private final String path;

    AnthropicModels(LlmHttpClient http, String provider, String path) {
        this.http = http;
        this.provider = provider;
        this.path = path;
    }

    /** Asks for the first model only, to see whether the server answers and takes the key. */
    void probe() {
        page("?limit=1");
    }

    List<ModelInfo> list() {
        List<ModelInfo> models = new ArrayList<>();
        String query = "?limit=" + PAGE_SIZE;
        for (int pages = 0; query != null && pages < MAX_PAGES; pages++) {
            JsonNode page = page(query);
            page.path("data").forEach(model -> add(model, models));
            String next = next(page);
            // A server that always names the same page has no more.
            query = query.equals(next) ? null : next;
        }
        return models;
    }

    private JsonNode page(String query) {
        JsonNode page = http.getJson(path + query, http.probe());
        if (!page.path("data").isArray()) {
            throw new BrokenStreamException(
                    provider,
                    null,
                    "",
                    provider
                            + " at "
                            + http.baseUrl()
                            + " answers, but not with a list of models: check base_url",
                    null);
        }
        return page;
    }

    private static String next(JsonNode page) {
        String last = page.path("last_id").asText("");
        return page.path("has_more").asBoolean() && !last.isEmpty()
                ? "?limit="
                        + PAGE_SIZE
                        + "&after_id="
                        + URLEncoder.encode(last, StandardCharsets.UTF_8)
                : null;
    }

    private static void add(JsonNode model, List<ModelInfo> models) {
        String id = model.path("id").asText("");
        if (!id.isEmpty()) {
            JsonNode context = model.path("max_input_tokens");
            models.add(
                    new ModelInfo(
                            id,
                            null,
                            null,
                            null,
                            context.asInt() > 0 ? context.asInt() : null,
                            capabilities(model.path("capabilities")),
                            false));
        }
    }

    /** The capabilities that are marked as supported, by the names that the API gives them. */
    private static Set<String> capabilities(JsonNode capabilities) {
        Set<String> supported = new LinkedHashSet<>();
        for (Map.Entry<String, JsonNode> entry : capabilities.properties()) {
            if (entry.getValue().path("supported").asBoolean()) {
                supported.add(entry.getKey());
            }
        }
        return supported;
    }
}
