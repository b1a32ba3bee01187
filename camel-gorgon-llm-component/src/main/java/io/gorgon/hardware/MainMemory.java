package io.gorgon.hardware;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads main memory, within the limits of control groups. */
final class MainMemory {

    private final Host host;

    MainMemory(Host host) {
        this.host = host;
    }

    /**
     * What there is.
     *
     * @param limited whether a control group allows less than the machine has
     */
    record Reading(long total, long available, boolean limited) {}

    /** Empty when nothing tells. */
    Optional<Reading> read() {
        Optional<Host.Memory> whole = kernel().or(host::memory);
        List<ControlGroups.MemoryLimit> limits =
                host.system().equals("linux") ? new ControlGroups(host).memory() : List.of();
        long limit =
                limits.stream()
                        .mapToLong(ControlGroups.MemoryLimit::limit)
                        .min()
                        .orElse(Long.MAX_VALUE);
        long left =
                limits.stream()
                        .mapToLong(ControlGroups.MemoryLimit::available)
                        .min()
                        .orElse(Long.MAX_VALUE);
        if (whole.isEmpty()) {
            return limits.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Reading(limit, left, true));
        }
        long total = whole.get().total();
        return Optional.of(
                new Reading(
                        Math.min(total, limit),
                        Math.min(whole.get().available(), left),
                        limit < total));
    }

    /**
     * {@code /proc/meminfo}. Available is the kernel's own estimate: it counts page cache, which
     * can be taken back, and older kernels do not have it.
     */
    private Optional<Host.Memory> kernel() {
        Optional<String> text = host.file("/proc/meminfo");
        OptionalLong total = text.map(it -> entry(it, "MemTotal")).orElse(OptionalLong.empty());
        if (total.isEmpty() || total.getAsLong() <= 0) {
            return Optional.empty();
        }
        OptionalLong available = entry(text.get(), "MemAvailable");
        long free =
                available.orElseGet(
                        () ->
                                entry(text.get(), "MemFree").orElse(0)
                                        + entry(text.get(), "Cached").orElse(0));
        return Optional.of(new Host.Memory(total.getAsLong(), free));
    }

    private static OptionalLong entry(String text, String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> Bytes.leading(line.substring(name.length() + 1)))
                .filter(OptionalLong::isPresent)
                .mapToLong(kibibytes -> kibibytes.getAsLong() * Bytes.KIB)
                .findFirst();
    }
}
