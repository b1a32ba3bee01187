package io.gorgon.hardware;

import java.util.List;

/**
 * What a machine has.
 *
 * @param platform its system and what models run on, such as {@code linux_nvidia}, {@code
 *     macos_apple_silicon} or {@code linux_cpu}; never null
 * @param cpuCores processors that may be used, at least 1; null when unknown
 * @param totalMemory main memory within the limits of the control group, in bytes; null when
 *     unknown
 * @param availableMemory what of it can be used now, in bytes; null when unknown
 * @param unifiedMemory whether processor and GPU share one memory
 * @param unifiedLimit what of a shared memory the GPU may use, in bytes; null when it is not
 *     limited apart
 * @param gpus never null
 * @param notes what could not be found and why, and what was corrected, a sentence each; never null
 */
public record MachineProfile(
        String platform,
        Integer cpuCores,
        Long totalMemory,
        Long availableMemory,
        boolean unifiedMemory,
        Long unifiedLimit,
        List<Gpu> gpus,
        List<String> notes) {

    public MachineProfile {
        gpus = List.copyOf(gpus);
        notes = List.copyOf(notes);
    }

    /** A machine of which nothing is known. */
    static MachineProfile unknown() {
        return new MachineProfile("unknown", null, null, null, false, null, List.of(), List.of());
    }

    /** All memory of the GPUs, in bytes; 0 for none, and where it is shared with the processor. */
    long gpuMemory() {
        return unifiedMemory
                ? 0
                : gpus.stream().mapToLong(gpu -> gpu.memory() == null ? 0 : gpu.memory()).sum();
    }

    boolean tellsMemory() {
        return totalMemory != null || gpuMemory() > 0;
    }
}
