package io.gorgon.hardware;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Limits of the control groups that the process is in (Linux, cgroup v2 and v1): of all groups from
 * the own one up to the root, the smallest limit wins.
 */
final class ControlGroups {

    private static final String ROOT = "/sys/fs/cgroup";

    /** Version 1 writes a number near 2^63 for "no limit". */
    private static final long NO_LIMIT = 1L << 60;

    private final Host host;

    ControlGroups(Host host) {
        this.host = host;
    }

    /**
     * A limit on memory.
     *
     * @param used what counts against it and cannot be taken back at once, in bytes; 0 when unknown
     */
    record MemoryLimit(long limit, long used) {
        long available() {
            return Math.max(0, limit - used);
        }
    }

    /** Limits of all groups on the way up; empty when there is none. */
    List<MemoryLimit> memory() {
        List<MemoryLimit> limits = new ArrayList<>();
        for (String folder : foldersV2()) {
            version2(folder).ifPresent(limits::add);
        }
        for (String folder : foldersV1("memory")) {
            version1(folder).ifPresent(limits::add);
        }
        return limits;
    }

    private Optional<MemoryLimit> version2(String folder) {
        OptionalLong max = number(folder + "/memory.max");
        OptionalLong high = number(folder + "/memory.high");
        long limit = Math.min(max.orElse(NO_LIMIT), high.orElse(NO_LIMIT));
        if (limit >= NO_LIMIT) {
            return Optional.empty();
        }
        long current = number(folder + "/memory.current").orElse(0);
        long cache = statistic(folder, "inactive_file");
        return Optional.of(new MemoryLimit(limit, Math.max(0, current - cache)));
    }

    private Optional<MemoryLimit> version1(String folder) {
        OptionalLong limit = number(folder + "/memory.limit_in_bytes");
        if (limit.isEmpty() || limit.getAsLong() >= NO_LIMIT) {
            return Optional.empty();
        }
        long usage = number(folder + "/memory.usage_in_bytes").orElse(0);
        long cache = statistic(folder, "total_inactive_file");
        return Optional.of(new MemoryLimit(limit.getAsLong(), Math.max(0, usage - cache)));
    }

    /** Processors that may be used, a part of one counted as one; empty when there is no limit. */
    OptionalLong processors() {
        long fewest = Long.MAX_VALUE;
        for (String folder : foldersV2()) {
            String[] quota = host.file(folder + "/cpu.max").orElse("max").strip().split("\\s+");
            OptionalLong time = Bytes.parse(quota[0]);
            OptionalLong period =
                    quota.length > 1 ? Bytes.parse(quota[1]) : OptionalLong.of(100_000);
            fewest = Math.min(fewest, quotient(time, period));
        }
        for (String controller : List.of("cpu", "cpu,cpuacct")) {
            for (String folder : foldersV1(controller)) {
                fewest =
                        Math.min(
                                fewest,
                                quotient(
                                        number(folder + "/cpu.cfs_quota_us"),
                                        number(folder + "/cpu.cfs_period_us")));
            }
        }
        return fewest == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(fewest);
    }

    private static long quotient(OptionalLong time, OptionalLong period) {
        if (time.isEmpty() || time.getAsLong() <= 0 || period.orElse(0) <= 0) {
            return Long.MAX_VALUE;
        }
        return Math.max(1, (time.getAsLong() + period.getAsLong() - 1) / period.getAsLong());
    }

    private OptionalLong number(String path) {
        return host.file(path).map(Bytes::parse).orElse(OptionalLong.empty());
    }

    private long statistic(String folder, String name) {
        return host.file(folder + "/memory.stat").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(line -> Bytes.parse(line.substring(name.length())).orElse(0))
                .findFirst()
                .orElse(0);
    }

    /** In a container with its own view, the own path does not exist and the root is the group. */
    private List<String> foldersV2() {
        return upwards(ROOT, ownPath(line -> line.startsWith("0::") ? line.substring(3) : null));
    }

    private List<String> foldersV1(String controller) {
        return upwards(
                ROOT + "/" + controller,
                ownPath(
                        line -> {
                            String[] parts = line.split(":", 3);
                            boolean mine =
                                    parts.length == 3
                                            && List.of(parts[1].split(","))
                                                    .contains(controller.split(",")[0])
                                            && !parts[1].isEmpty();
                            return mine ? parts[2] : null;
                        }));
    }

    private String ownPath(java.util.function.UnaryOperator<String> pathOfLine) {
        return host.file("/proc/self/cgroup").stream()
                .flatMap(String::lines)
                .map(pathOfLine)
                .filter(path -> path != null && path.startsWith("/") && !path.contains(".."))
                .findFirst()
                .orElse("/");
    }

    private static List<String> upwards(String root, String path) {
        List<String> folders = new ArrayList<>();
        String rest = path.replaceAll("/+$", "");
        while (!rest.isEmpty()) {
            folders.add(root + rest);
            rest = rest.substring(0, rest.lastIndexOf('/'));
        }
        folders.add(root);
        return folders;
    }
}
