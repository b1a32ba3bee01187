package io.gorgon.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.llm.failover.FailoverSettings;
import io.gorgon.llm.failover.ResilienceSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads what the routes go by: {@code primary}, {@code fallback}, {@code failover}, {@code
 * resilience}.
 */
final class RoutingKeys {

    private RoutingKeys() {}

    /** The names that stand for no provider. */
    static List<ConfigProblem> problems(ConfigDocument document) {
        Set<String> names =
                ProviderBlock.allWithDefault(document).stream()
                        .map(ProviderBlock::name)
                        .collect(Collectors.toSet());
        List<ConfigProblem> problems = new ArrayList<>();
        for (String key : List.of("primary", "fallback")) {
            JsonPointer at = JsonPointer.compile("/llm/" + key);
            JsonNode value = document.at(at);
            if (value.isTextual() && !names.contains(value.textValue())) {
                problems.add(
                        document.atValue(
                                at,
                                key
                                        + " has to be the name of a provider, one of "
                                        + String.join(", ", names.stream().sorted().toList())));
            }
        }
        return problems;
    }

    static RoutingSettings settings(JsonNode llm) {
        return new RoutingSettings(
                llm.path("primary").textValue(),
                llm.path("fallback").textValue(),
                failover(llm.path("failover")),
                resilience(llm.path("resilience").path("local"), true),
                resilience(llm.path("resilience").path("cloud"), false));
    }

    private static FailoverSettings failover(JsonNode keys) {
        JsonNode defaults = Defaults.instance().failover();
        return new FailoverSettings(
                keys.path("allow_cloud").asBoolean(defaults.path("allow_cloud").booleanValue()),
                number(keys, defaults, "retries"),
                Duration.ofMillis(number(keys, defaults, "backoff_ms")),
                Duration.ofMillis(number(keys, defaults, "max_wait_ms")),
                Duration.ofMillis(number(keys, defaults, "total_ms")),
                Duration.ofMillis(number(keys, defaults, "probe_ms")));
    }

    private static ResilienceSettings resilience(JsonNode keys, boolean local) {
        JsonNode defaults = Defaults.instance().resilience(local);
        return new ResilienceSettings(
                number(keys, defaults, "failure_rate_percent"),
                number(keys, defaults, "minimum_calls"),
                number(keys, defaults, "window_calls"),
                Duration.ofSeconds(number(keys, defaults, "open_seconds")),
                number(keys, defaults, "half_open_calls"),
                Duration.ofSeconds(number(keys, defaults, "slow_call_seconds")),
                number(keys, defaults, "slow_call_rate_percent"),
                number(keys, defaults, "concurrent_calls"),
                Duration.ofMillis(number(keys, defaults, "queue_ms")));
    }

    private static int number(JsonNode keys, JsonNode defaults, String key) {
        return keys.path(key).asInt(defaults.path(key).intValue());
    }
}
