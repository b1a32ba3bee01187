package io.gorgon.hardware;

import java.util.Objects;

/**
 * A GPU, or the part of one that may be used.
 *
 * @param name never null
 * @param memory all its memory, in bytes; null when it cannot be read
 * @param free what of it nobody uses, in bytes; null when it cannot be read
 */
public record Gpu(String name, Long memory, Long free) {

    public Gpu {
        Objects.requireNonNull(name, "name");
    }

    /** What may be used now at most; 0 when nothing is known. */
    long freeOrAll() {
        long all = memory == null ? 0 : memory;
        return free == null ? all : Math.min(free, all);
    }
}
