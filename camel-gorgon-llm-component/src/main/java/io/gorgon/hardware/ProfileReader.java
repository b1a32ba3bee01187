package io.gorgon.hardware;

import io.gorgon.config.HardwareSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks at the machine, and corrects what it finds by the configuration. */
final class ProfileReader {

    private final Host host;
    private final MainMemory mainMemory;

    ProfileReader(Host host) {
        this.host = host;
        this.mainMemory = new MainMemory(host);
    }

    /** What is found. Takes as long as the slowest program that has to be asked. */
    MachineProfile read() {
        List<String> notes = new ArrayList<>();
        Optional<MainMemory.Reading> memory = memory();
        if (memory.isEmpty()) {
            notes.add("the main memory cannot be read; set llm.hardware.total_memory_gb");
        } else if (memory.get().limited()) {
            notes.add(
                    "a control group limits the memory to "
                            + Bytes.text(memory.get().total())
                            + "; if a model server runs outside of it, set what that has under"
                            + " llm.providers.<name>.hardware");
        }
        GpuReading gpus = gpus(notes);
        Long total = memory.map(MainMemory.Reading::total).orElse(null);
        return new MachineProfile(
                host.system() + "_" + gpus.kind(),
                processors(),
                total,
                memory.map(MainMemory.Reading::available).orElse(null),
                gpus.unified(),
                gpus.unifiedLimit(),
                gpus.gpus(),
                notes);
    }

    /** The same machine with the memory that is free now. */
    MachineProfile refreshed(MachineProfile profile) {
        Long available = memory().map(MainMemory.Reading::available).orElse(null);
        List<Gpu> gpus = profile.gpus();
        if (!profile.unifiedMemory() && profile.platform().endsWith(NvidiaProbe.KIND)) {
            gpus = new NvidiaProbe(host).read().map(GpuReading::gpus).orElse(gpus);
        } else if (profile.platform().endsWith(SysfsProbe.AMD)) {
            gpus = new SysfsProbe(host).amd().map(GpuReading::gpus).orElse(gpus);
        }
        return new MachineProfile(
                profile.platform(),
                profile.cpuCores(),
                profile.totalMemory(),
                available,
                profile.unifiedMemory(),
                profile.unifiedLimit(),
                gpus.isEmpty() ? profile.gpus() : gpus,
                profile.notes());
    }

    private Optional<MainMemory.Reading> memory() {
        Optional<MainMemory.Reading> read = mainMemory.read();
        if (read.isPresent() || !host.system().equals("macos")) {
            return read;
        }
        OptionalLong total = new AppleProbe(host).memory();
        return total.isPresent()
                ? Optional.of(new MainMemory.Reading(total.getAsLong(), total.getAsLong(), false))
                : Optional.empty();
    }

    private Integer processors() {
        int seen = Math.max(1, host.processors());
        if (!host.system().equals("linux")) {
            return seen;
        }
        OptionalLong limit = new ControlGroups(host).processors();
        return (int) Math.min(seen, limit.orElse(seen));
    }

    /** Of several kinds the one with the most memory counts: a server uses one kind. */
    private GpuReading gpus(List<String> notes) {
        List<GpuReading> found = new ArrayList<>();
        if (host.system().equals("macos")) {
            new AppleProbe(host).read().ifPresent(found::add);
        } else {
            new NvidiaProbe(host).read().ifPresent(found::add);
        }
        if (host.system().equals("linux")) {
            SysfsProbe sysfs = new SysfsProbe(host);
            sysfs.amd().ifPresent(found::add);
            sysfs.intel().ifPresent(found::add);
        } else if (host.system().equals("windows") && found.stream().allMatch(this::isEmpty)) {
            found.add(new GpuReading("gpu", host.graphicsCards(), false, null, List.of()));
        }
        found.forEach(reading -> notes.addAll(reading.notes()));
        String without = host.system().equals("macos") ? "intel" : "cpu";
        return found.stream()
                .filter(reading -> !isEmpty(reading))
                .reduce((one, other) -> memory(other) > memory(one) ? other : one)
                .orElseGet(() -> GpuReading.none(without, List.of()));
    }

    private boolean isEmpty(GpuReading reading) {
        return reading.gpus().isEmpty();
    }

    private static long memory(GpuReading reading) {
        if (reading.unified() && reading.unifiedLimit() == null) {
            return Long.MAX_VALUE;
        }
        return reading.gpus().stream()
                .mapToLong(gpu -> gpu.memory() == null ? 0 : gpu.memory())
                .sum();
    }

    /**
     * Puts what somebody said in place of what was found.
     *
     * @param found what was found; {@link MachineProfile#unknown()} for another machine
     */
    static MachineProfile corrected(MachineProfile found, HardwareSettings.Machine said) {
        List<String> notes = new ArrayList<>(found.notes());
        Long total = found.totalMemory();
        Long available = found.availableMemory();
        if (said.totalMemoryGb() != null) {
            total = Bytes.ofGb(said.totalMemoryGb());
            available = total;
        }
        if (said.availableMemoryGb() != null) {
            available = Bytes.ofGb(said.availableMemoryGb());
            total = total == null ? available : Long.valueOf(Math.max(total, available));
        }
        boolean unified =
                said.unifiedMemory() == null ? found.unifiedMemory() : said.unifiedMemory();
        Long limit = found.unifiedLimit();
        List<Gpu> gpus = found.gpus();
        String platform = found.platform();
        if (said.gpus() != null) {
            gpus = said.gpus().stream().map(ProfileReader::gpu).toList();
            unified = said.unifiedMemory() != null && said.unifiedMemory();
            limit = null;
        }
        if (unified && (limit == null || said.totalMemoryGb() != null)) {
            limit = limit(total, gpus);
        }
        return new MachineProfile(
                platform,
                said.cpuCores() == null ? found.cpuCores() : said.cpuCores(),
                total,
                available,
                unified,
                unified ? limit : null,
                gpus,
                notes);
    }

    private static Gpu gpu(HardwareSettings.Gpu gpu) {
        return new Gpu(gpu.name(), Bytes.ofGb(gpu.vramGb()), null);
    }

    /** For a Mac that somebody describes by its total memory, what its GPU may use of it. */
    private static Long limit(Long total, List<Gpu> gpus) {
        long stated = gpus.stream().mapToLong(gpu -> gpu.memory() == null ? 0 : gpu.memory()).sum();
        if (stated > 0) {
            return total == null ? stated : Long.valueOf(Math.min(stated, total));
        }
        return total == null ? null : Long.valueOf(AppleProbe.usual(total));
    }
}
