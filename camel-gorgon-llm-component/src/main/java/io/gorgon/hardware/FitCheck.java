package io.gorgon.hardware;

import io.gorgon.llm.LoadedModel;
import io.gorgon.llm.spi.ModelVerdict;
import io.gorgon.llm.spi.ModelVerdict.Kind;
import java.util.List;
import java.util.Optional;

/** Compares what a model needs with what a machine has. */
final class FitCheck {

    /** Contexts that are worth trying when the configured one does not fit, in tokens. */
    private static final int[] SMALLER_CONTEXTS = {32768, 16384, 8192, 4096, 2048};

    private FitCheck() {}

    /** A need that depends on the context. */
    @FunctionalInterface
    interface NeedOfContext {
        Optional<MemoryNeed> of(int contextTokens);
    }

    /**
     * The verdict on a model that is not in memory.
     *
     * @param where what the machine is called, such as "this machine"
     * @param enforced whether a model that does not fit is refused
     */
    static ModelVerdict of(
            NeedOfContext needs,
            int contextTokens,
            MachineProfile profile,
            int percent,
            List<LoadedModel> loaded,
            String where,
            boolean enforced) {
        Optional<MemoryNeed> known = needs.of(contextTokens);
        if (known.isEmpty()) {
            return ModelVerdict.unknown("nobody knows how much memory it needs");
        }
        MemoryNeed need = known.get();
        String needs1 = "needs " + need.text(contextTokens);
        if (!profile.tellsMemory()) {
            return new ModelVerdict(
                    Kind.UNKNOWN,
                    need.total(),
                    null,
                    false,
                    false,
                    needs1 + "; nobody said what " + where + " has");
        }
        Capacity capacity = Capacity.of(profile, percent, !need.certain(), loaded);
        Kind kind = kind(need.total(), capacity, !loaded.isEmpty());
        String numbers = needs1 + ", and models may take " + capacity.text() + " on " + where;
        if (kind != Kind.DOES_NOT_FIT) {
            return new ModelVerdict(
                    kind,
                    need.total(),
                    capacity.freed(),
                    false,
                    false,
                    numbers + note(kind, capacity));
        }
        return new ModelVerdict(
                kind,
                need.total(),
                capacity.freed(),
                enforced && need.certain(),
                false,
                numbers + smallerContext(needs, contextTokens, capacity));
    }

    private static Kind kind(long need, Capacity capacity, boolean evictable) {
        if (need <= capacity.gpuFree()) {
            return Kind.FITS_GPU;
        }
        if (evictable && need <= capacity.gpuFreed()) {
            return Kind.FITS_AFTER_EVICTION;
        }
        if (need <= capacity.gpuFree() + capacity.mainFree()) {
            return Kind.FITS_WITH_SPILL;
        }
        if (evictable && need <= capacity.freed()) {
            return Kind.FITS_AFTER_EVICTION;
        }
        return capacity.main() == null ? Kind.UNKNOWN : Kind.DOES_NOT_FIT;
    }

    private static String note(Kind kind, Capacity capacity) {
        return switch (kind) {
            case FITS_WITH_SPILL ->
                    capacity.gpu() == 0
                            ? "; it runs on the processor"
                            : "; a part of it runs on the processor";
            case FITS_AFTER_EVICTION -> "; the server has to put others out of memory first";
            case UNKNOWN -> "; what main memory it has is not known";
            default -> "";
        };
    }

    private static String smallerContext(
            NeedOfContext needs, int contextTokens, Capacity capacity) {
        for (int context : SMALLER_CONTEXTS) {
            Optional<MemoryNeed> need =
                    context < contextTokens ? needs.of(context) : Optional.empty();
            if (need.isPresent() && need.get().total() <= capacity.freed()) {
                return "; it would fit with num_ctx " + context;
            }
        }
        return "";
    }

    /** The verdict on a model that is in memory, which so has fitted. */
    static ModelVerdict inMemory(LoadedModel loaded, boolean unified) {
        boolean gpu = unified || loaded.vramBytes() > 0 && loaded.vramBytes() >= loaded.sizeBytes();
        return new ModelVerdict(
                gpu ? Kind.FITS_GPU : Kind.FITS_WITH_SPILL,
                loaded.sizeBytes(),
                null,
                false,
                false,
                "is in memory and takes " + Bytes.text(loaded.sizeBytes()));
    }
}
