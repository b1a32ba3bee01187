package io.gorgon.hardware;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads Apple processors with {@code sysctl}. Their GPU may use a part of the memory: what {@code
 * iogpu.wired_limit_mb} says, else about two thirds up to 36 GB and three quarters above, which is
 * what Metal recommends.
 */
final class AppleProbe {

    static final String KIND = "apple_silicon";

    private static final long SMALL = 36 * Bytes.GIB;

    private final Host host;

    AppleProbe(Host host) {
        this.host = host;
    }

    /** Empty on an Intel Mac, where models run on the processor. */
    Optional<GpuReading> read() {
        boolean apple =
                host.architecture().equals("aarch64") || value("hw.optional.arm64").orElse(0) == 1;
        if (!apple) {
            return Optional.empty();
        }
        OptionalLong memory = value("hw.memsize");
        String name = text("machdep.cpu.brand_string");
        if (memory.isEmpty() || memory.getAsLong() <= 0) {
            return Optional.of(GpuReading.none(KIND, List.of("sysctl does not tell hw.memsize")));
        }
        long limit = limit(memory.getAsLong());
        Gpu gpu = new Gpu(name.isEmpty() ? "Apple GPU" : name + " GPU", limit, null);
        return Optional.of(new GpuReading(KIND, List.of(gpu), true, limit, List.of()));
    }

    private long limit(long memory) {
        long wired = value("iogpu.wired_limit_mb").orElse(0) * Bytes.MIB;
        // sysctl takes any number, also one above what there is.
        return wired > 0 ? Math.min(wired, memory) : usual(memory);
    }

    /** What the GPU may use unless somebody changed it. */
    static long usual(long memory) {
        return memory <= SMALL ? memory / 3 * 2 : memory / 4 * 3;
    }

    /** All memory of the machine, in bytes. */
    OptionalLong memory() {
        return value("hw.memsize");
    }

    private OptionalLong value(String name) {
        return Bytes.parse(text(name));
    }

    private String text(String name) {
        Host.Output output = host.run("sysctl", "-n", name);
        return output.failed() ? "" : output.text().strip();
    }
}
