package io.gorgon.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** Reads {@code governor}. */
final class GovernorReader {

    private static final JsonPointer PLACE = JsonPointer.compile("/governor");

    private GovernorReader() {}

    static GovernorSettings read(ConfigDocument document) {
        JsonNode own = document.at(PLACE);
        JsonNode usual = Defaults.instance().governor();
        JsonNode queue = own.path("queue");
        JsonNode usualQueue = usual.path("queue");
        return new GovernorSettings(
                value(own, usual, "enabled").booleanValue(),
                percent(own.path("cpu_max_percent")),
                percent(own.path("memory_max_percent")),
                value(own, usual, "max_agents").intValue(),
                value(own, usual, "max_agents_per_run").intValue(),
                value(own, usual, "low_budget_percent").intValue(),
                value(queue, usualQueue, "limit").intValue(),
                Duration.ofMillis(value(queue, usualQueue, "timeout_ms").longValue()));
    }

    private static JsonNode value(JsonNode own, JsonNode usual, String key) {
        JsonNode value = own.path(key);
        return value.isMissingNode() || value.isNull() ? usual.path(key) : value;
    }

    private static Integer percent(JsonNode value) {
        return value.isNumber() ? Integer.valueOf(value.intValue()) : null;
    }
}
