package io.gorgon.llm.spi;

import java.util.Locale;
import java.util.Objects;

/**
 * Whether there is memory for a model, with the numbers.
 *
 * @param kind never null
 * @param needBytes what it takes, in bytes; null when nobody knows
 * @param capacityBytes what models may take where it would run, in bytes; null when nobody knows
 * @param refused whether it may not be called
 * @param waits whether a call would have to wait until another model is not used any more
 * @param reason one sentence with the numbers, and for a model that does not fit what to do; never
 *     null
 */
public record ModelVerdict(
        Kind kind,
        Long needBytes,
        Long capacityBytes,
        boolean refused,
        boolean waits,
        String reason) {

    /** Where it fits. */
    public enum Kind {
        /** Wholly into the memory of the GPUs, or into the memory that they share. */
        FITS_GPU,
        /** A part of it, or all, runs on the processor, in main memory: slower. */
        FITS_WITH_SPILL,
        /** After the server has put other models out of memory, which it does by itself. */
        FITS_AFTER_EVICTION,
        DOES_NOT_FIT,
        /** Nobody knows enough to say; it may be called. */
        UNKNOWN;

        /** The word in JSON: lower case. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ModelVerdict {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(reason, "reason");
    }

    /** Nothing is known, so nothing is refused. */
    public static ModelVerdict unknown(String reason) {
        return new ModelVerdict(Kind.UNKNOWN, null, null, false, false, reason);
    }

    /** Whether it is there at once or soon, without anything being moved for it. */
    public boolean isReady() {
        return !refused && !waits && kind != Kind.FITS_AFTER_EVICTION;
    }
}
