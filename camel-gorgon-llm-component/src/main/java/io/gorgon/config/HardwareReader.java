package io.gorgon.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.config.HardwareSettings.Check;
import io.gorgon.config.HardwareSettings.Gpu;
import io.gorgon.config.HardwareSettings.Machine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Reads {@code llm.hardware} and the {@code hardware} of providers. */
final class HardwareReader {

    private HardwareReader() {}

    static HardwareSettings read(ConfigDocument document, JsonNode hardware) {
        Limits usual = new Limits(hardware, Defaults.instance().hardware()::path);
        Map<String, HardwareSettings> servers = new LinkedHashMap<>();
        for (ProviderBlock block : ProviderBlock.all(document)) {
            JsonNode own = block.keys().path("hardware");
            if (own.isObject()) {
                servers.put(block.name(), settings(new Limits(own, usual::get), own, Map.of()));
            }
        }
        return settings(usual, hardware, servers);
    }

    /** Values that stand above others. */
    private record Limits(JsonNode own, Function<String, JsonNode> below) {
        JsonNode get(String key) {
            JsonNode value = own.path(key);
            return value.isMissingNode() || value.isNull() ? below.apply(key) : value;
        }
    }

    private static HardwareSettings settings(
            Limits limits, JsonNode machine, Map<String, HardwareSettings> servers) {
        JsonNode parallel = limits.get("parallel_requests");
        return new HardwareSettings(
                limits.get("max_memory_percent").intValue(),
                limits.get("max_concurrent_models").intValue(),
                Check.valueOf(limits.get("check").textValue().toUpperCase(Locale.ROOT)),
                parallel.isNumber() ? Integer.valueOf(parallel.intValue()) : null,
                limits.get("queue_limit").intValue(),
                Duration.ofMillis(limits.get("queue_timeout_ms").longValue()),
                machine(machine),
                servers);
    }

    private static Machine machine(JsonNode node) {
        JsonNode cores = node.path("cpu_cores");
        JsonNode unified = node.path("unified_memory");
        return new Machine(
                gigabytes(node.path("total_memory_gb")),
                gigabytes(node.path("available_memory_gb")),
                cores.isNumber() ? Integer.valueOf(cores.intValue()) : null,
                unified.isBoolean() ? Boolean.valueOf(unified.booleanValue()) : null,
                node.path("gpus").isArray() ? gpus(node.path("gpus")) : null);
    }

    private static Double gigabytes(JsonNode value) {
        return value.isNumber() ? Double.valueOf(value.doubleValue()) : null;
    }

    private static List<Gpu> gpus(JsonNode list) {
        List<Gpu> gpus = new ArrayList<>();
        list.forEach(
                gpu ->
                        gpus.add(
                                new Gpu(
                                        gpu.path("name").asText("GPU"),
                                        gpu.path("vram_gb").doubleValue())));
        return List.copyOf(gpus);
    }
}
