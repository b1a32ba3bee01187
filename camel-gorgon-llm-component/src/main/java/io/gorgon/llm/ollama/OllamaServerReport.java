package io.gorgon.llm.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.LoadedModel;
import io.gorgon.llm.ProviderHealth;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.error.LlmTimeoutException;
import io.gorgon.llm.error.UnreachableException;
import io.gorgon.llm.http.CallContext;
import io.gorgon.llm.spi.ProviderSettings;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the server tells about itself: whether it answers, and what it holds in memory. */
final class OllamaServerReport {

    private final ProviderSettings settings;
    private final OllamaClient client;
    private final OllamaModels models;

    OllamaServerReport(ProviderSettings settings, OllamaClient client, OllamaModels models) {
        this.settings = settings;
        this.client = client;
        this.models = models;
    }

    /** Asks for the version and the list of models; touches no model. Never throws. */
    ProviderHealth health() {
        long started = System.nanoTime();
        try {
            CallContext probe = client.probe();
            Optional<String> version = version(probe);
            List<OllamaModel> pulled = models.refresh(probe);
            String server =
                    "Ollama"
                            + version.map(text -> " " + text).orElse("")
                            + " at "
                            + client.baseUrl();
            return pulled.isEmpty()
                    ? report(false, server + " has no models; " + pullSomething(), version, started)
                    : report(true, server + ", " + count(pulled.size()), version, started);
        } catch (RuntimeException e) {
            return report(false, e.getMessage(), Optional.empty(), started);
        }
    }

    /** Servers that only resemble Ollama may not know their version. */
    private Optional<String> version(CallContext probe) {
        try {
            String version = client.version(probe).path("version").asText("");
            return Optional.of(version).filter(text -> !text.isBlank());
        } catch (UnreachableException | LlmTimeoutException e) {
            throw e;
        } catch (LlmException e) {
            return Optional.empty();
        }
    }

    private String pullSomething() {
        return settings.tierModels().values().stream()
                .flatMap(List::stream)
                .findFirst()
                .map(name -> "for " + name + ", " + OllamaMisses.pullCommand(settings, name))
                .orElseGet(() -> OllamaMisses.pullCommand(settings, "MODEL"));
    }

    private static String count(int number) {
        return number == 1 ? "1 model" : number + " models";
    }

    private static ProviderHealth report(
            boolean usable, String message, Optional<String> version, long startedNanos) {
        long latencyMs = (System.nanoTime() - startedNanos) / 1_000_000;
        return new ProviderHealth(usable, String.valueOf(message), version.orElse(null), latencyMs);
    }

    /** Reads {@code GET /api/ps}. */
    List<LoadedModel> loadedModels() {
        return loadedModels(client.loaded(client.probe()));
    }

    static List<LoadedModel> loadedModels(JsonNode answer) {
        List<LoadedModel> loaded = new ArrayList<>();
        for (JsonNode entry : answer.path("models")) {
            String name = entry.path("name").asText(entry.path("model").asText(""));
            int context = entry.path("context_length").asInt(0);
            if (!name.isEmpty()) {
                loaded.add(
                        new LoadedModel(
                                name,
                                entry.path("size").asLong(),
                                entry.path("size_vram").asLong(),
                                context > 0 ? context : null,
                                instant(entry.path("expires_at").asText(""))));
            }
        }
        return loaded;
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
