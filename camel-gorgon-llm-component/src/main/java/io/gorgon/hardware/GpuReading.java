package io.gorgon.hardware;

import java.util.List;

/**
 * What one kind of probe found.
 *
 * @param kind what the GPUs are of: {@code nvidia}, {@code amd}, {@code apple_silicon}, {@code
 *     intel}
 * @param gpus never null
 * @param unified whether they share main memory
 * @param unifiedLimit what of the shared memory they may use, in bytes; null for no limit
 * @param notes what could not be found, and why; never null
 */
record GpuReading(
        String kind, List<Gpu> gpus, boolean unified, Long unifiedLimit, List<String> notes) {

    static GpuReading none(String kind, List<String> notes) {
        return new GpuReading(kind, List.of(), false, null, notes);
    }
}
