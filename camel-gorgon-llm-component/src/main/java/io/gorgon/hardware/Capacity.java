package io.gorgon.hardware;

import io.gorgon.llm.LoadedModel;
import java.util.List;

/**
 * What models may take of a machine, in bytes.
 *
 * @param gpu of the memory of the GPUs, or of the one that they share with the processor
 * @param gpuFree what of it is free now
 * @param gpuFreed what of it is free once the server has put its models out of memory
 * @param main of main memory, where that is apart; null when unknown
 * @param mainFree what of it is free now
 * @param mainFreed what of it is free once the server has put its models out of memory
 */
record Capacity(long gpu, long gpuFree, long gpuFreed, Long main, long mainFree, long mainFreed) {

    /** On a shared memory, what the system needs for itself: without it, the whole host freezes. */
    private static final long SYSTEM_FLOOR = 8 * Bytes.GIB;

    /**
     * What models may take.
     *
     * @param percent the part of the memory that models may take
     * @param wholeGpus whether that part applies to main memory only
     * @param loaded what the server has in memory
     */
    static Capacity of(
            MachineProfile profile, int percent, boolean wholeGpus, List<LoadedModel> loaded) {
        long inGpu = loaded.stream().mapToLong(LoadedModel::vramBytes).sum();
        long all = loaded.stream().mapToLong(LoadedModel::sizeBytes).sum();
        if (profile.unifiedMemory()) {
            return shared(profile, percent, Math.max(all, inGpu));
        }
        long gpu = part(profile.gpuMemory(), wholeGpus ? 100 : percent);
        long gpuFree = profile.gpus().stream().mapToLong(Gpu::freeOrAll).sum();
        Long total = profile.totalMemory();
        Long main = total == null ? null : Long.valueOf(part(total, percent));
        long mainFree =
                profile.availableMemory() == null ? orZero(main) : profile.availableMemory();
        return new Capacity(
                gpu,
                Math.min(gpu, gpuFree),
                Math.min(gpu, gpuFree + inGpu),
                main,
                Math.min(orZero(main), mainFree),
                Math.min(orZero(main), mainFree + Math.max(0, all - inGpu)));
    }

    private static Capacity shared(MachineProfile profile, int percent, long loaded) {
        long total = profile.totalMemory() == null ? 0 : profile.totalMemory();
        long most = part(total, percent);
        if (profile.unifiedLimit() != null) {
            most = total == 0 ? profile.unifiedLimit() : Math.min(most, profile.unifiedLimit());
        } else {
            most = Math.max(total / 2, Math.min(most, total - SYSTEM_FLOOR));
        }
        long free = profile.availableMemory() == null ? most : profile.availableMemory();
        return new Capacity(most, Math.min(most, free), Math.min(most, free + loaded), 0L, 0, 0);
    }

    private static long part(long bytes, int percent) {
        return bytes / 100 * percent;
    }

    private static long orZero(Long bytes) {
        return bytes == null ? 0 : bytes;
    }

    /** What is free now where a model is best off: on the GPUs, if there are any. */
    long preferred() {
        return gpu > 0 ? gpuFree : mainFree;
    }

    /** What one model can get once the server has put others out of memory. */
    long freed() {
        return gpuFreed + mainFreed;
    }

    /** For people. */
    String text() {
        if (gpu == 0) {
            return Bytes.text(mainFreed) + " of main memory";
        }
        String gpus = Bytes.text(gpuFreed) + " of GPU memory";
        return main == null || main == 0
                ? gpus
                : gpus + " and " + Bytes.text(mainFreed) + " of main memory";
    }
}
