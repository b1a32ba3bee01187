package io.gorgon.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What models may take of a machine, and what that machine has where somebody said so.
 *
 * @param maxMemoryPercent the part of the memory that models may take, 1 to 100
 * @param maxConcurrentModels models in memory at a time, at least 1
 * @param check what happens with a model that does not fit; never null
 * @param parallelRequests calls that a server works on at a time with one model, at least 1; null
 *     when nobody said so
 * @param queueLimit calls that may wait for one model, 0 or more
 * @param queueTimeout how long a call may wait; never null
 * @param machine what somebody said of the machine; never null
 * @param servers the same for single providers, by their names; never null
 */
public record HardwareSettings(
        int maxMemoryPercent,
        int maxConcurrentModels,
        Check check,
        Integer parallelRequests,
        int queueLimit,
        Duration queueTimeout,
        Machine machine,
        Map<String, HardwareSettings> servers) {

    private static final int DEFAULT_QUEUE_LIMIT = 512;
    private static final Duration DEFAULT_QUEUE_TIMEOUT = Duration.ofMinutes(5);

    /** What happens with a model that does not fit. */
    public enum Check {
        /** It is not called. */
        ENFORCE,
        /** It is called, and the log tells. */
        WARN,
        /** Nothing is checked and nothing waits. */
        OFF
    }

    /**
     * What somebody said of a machine; null for what nobody did.
     *
     * @param totalMemoryGb main memory, in GB of 2^30 bytes
     * @param availableMemoryGb what of it is free for models, in GB of 2^30 bytes
     * @param cpuCores processors that may be used
     * @param unifiedMemory whether processor and GPU share one memory
     * @param gpus all GPUs; empty for none
     */
    public record Machine(
            Double totalMemoryGb,
            Double availableMemoryGb,
            Integer cpuCores,
            Boolean unifiedMemory,
            List<Gpu> gpus) {

        public static Machine unsaid() {
            return new Machine(null, null, null, null, null);
        }

        /** Whether it tells of any memory. */
        public boolean tellsMemory() {
            return totalMemoryGb != null || availableMemoryGb != null || gpus != null;
        }
    }

    /**
     * A GPU.
     *
     * @param name never null
     * @param vramGb its memory, in GB of 2^30 bytes
     */
    public record Gpu(String name, double vramGb) {}

    public HardwareSettings {
        servers = Map.copyOf(servers);
    }

    /** These limits, and the defaults for all else. */
    public HardwareSettings(int maxMemoryPercent, int maxConcurrentModels) {
        this(
                maxMemoryPercent,
                maxConcurrentModels,
                Check.ENFORCE,
                null,
                DEFAULT_QUEUE_LIMIT,
                DEFAULT_QUEUE_TIMEOUT,
                Machine.unsaid(),
                Map.of());
    }
}
