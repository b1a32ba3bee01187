package io.gorgon.hardware;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads AMD and Intel GPUs from {@code /sys/class/drm} (Linux). A GPU in an AMD processor has a
 * carve-out, "VRAM", and may use main memory beyond it, "GTT"; models may take both.
 */
final class SysfsProbe {

    static final String AMD = "amd";
    static final String INTEL = "intel";

    private static final String ROOT = "/sys/class/drm";
    private static final String AMD_VENDOR = "0x1002";
    private static final String INTEL_VENDOR = "0x8086";

    /** PCI identifiers of GPUs that are in a processor (amdgpu driver). */
    private static final Map<String, String> IN_PROCESSOR =
            Map.ofEntries(
                    Map.entry("0x1586", "AMD Strix Halo"),
                    Map.entry("0x150e", "AMD Strix Point"),
                    Map.entry("0x1900", "AMD Hawk Point"),
                    Map.entry("0x1901", "AMD Hawk Point"),
                    Map.entry("0x15bf", "AMD Phoenix"),
                    Map.entry("0x15c8", "AMD Phoenix"),
                    Map.entry("0x1681", "AMD Rembrandt"),
                    Map.entry("0x164e", "AMD Raphael"),
                    Map.entry("0x1638", "AMD Cezanne"),
                    Map.entry("0x1636", "AMD Renoir"));

    /** No card of its own has so little today. */
    private static final long LEAST_OF_A_CARD = Bytes.GIB;

    private final Host host;

    SysfsProbe(Host host) {
        this.host = host;
    }

    /** Empty when there is no AMD GPU. */
    Optional<GpuReading> amd() {
        List<Gpu> gpus = new ArrayList<>();
        List<Gpu> shared = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (String device : devices(AMD_VENDOR)) {
            String id = text(device + "/device").toLowerCase(Locale.ROOT);
            OptionalLong memory = number(device + "/mem_info_vram_total");
            if (memory.isEmpty()) {
                notes.add("the memory of the AMD GPU " + id + " cannot be read in " + device);
                continue;
            }
            long total = memory.getAsLong();
            long used = number(device + "/mem_info_vram_used").orElse(0);
            if (IN_PROCESSOR.containsKey(id) || total <= LEAST_OF_A_CARD) {
                total += number(device + "/mem_info_gtt_total").orElse(0);
                used += number(device + "/mem_info_gtt_used").orElse(0);
                String name = IN_PROCESSOR.getOrDefault(id, "AMD GPU in the processor");
                shared.add(new Gpu(name, total, Math.max(0, total - used)));
            } else {
                gpus.add(new Gpu(name(device, id), total, Math.max(0, total - used)));
            }
        }
        if (gpus.isEmpty() && shared.isEmpty() && notes.isEmpty()) {
            return Optional.empty();
        }
        // Beside a card of its own, models do not use the one in the processor.
        return Optional.of(
                gpus.isEmpty() && !shared.isEmpty()
                        ? new GpuReading(
                                AMD,
                                shared,
                                true,
                                shared.stream().mapToLong(Gpu::memory).sum(),
                                notes)
                        : new GpuReading(AMD, gpus, false, null, notes));
    }

    /** Empty when there is no Intel GPU. Their drivers do not tell how much memory they have. */
    Optional<GpuReading> intel() {
        List<Gpu> gpus =
                devices(INTEL_VENDOR).stream()
                        .map(device -> new Gpu("Intel GPU " + text(device + "/device"), null, null))
                        .toList();
        return gpus.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new GpuReading(
                                INTEL,
                                gpus,
                                false,
                                null,
                                List.of(
                                        "the memory of an Intel GPU cannot be read; set"
                                                + " llm.hardware.gpus if models run on it")));
    }

    private String name(String device, String id) {
        String product = text(device + "/product_name");
        return product.isEmpty() ? "AMD GPU " + id : product;
    }

    private List<String> devices(String vendor) {
        return host.folder(ROOT).stream()
                .filter(name -> name.matches("card\\d+"))
                .map(name -> ROOT + "/" + name + "/device")
                .filter(device -> text(device + "/vendor").equalsIgnoreCase(vendor))
                .toList();
    }

    private String text(String path) {
        return host.file(path).map(String::strip).orElse("");
    }

    private OptionalLong number(String path) {
        return Bytes.parse(text(path));
    }
}
