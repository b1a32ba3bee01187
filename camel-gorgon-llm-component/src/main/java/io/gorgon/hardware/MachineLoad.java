package io.gorgon.hardware;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * How busy this machine is, within the limits of its control group. A reading is good for a second,
 * so however many ask, the machine is looked at once; one thread looks, and others get the reading
 * before. Thread-safe.
 */
public final class MachineLoad {

    private static final long KEPT_NANOS = 1_000_000_000L;
    private static final Reading UNKNOWN = new Reading(null, null, null, null);

    /**
     * A reading.
     *
     * @param cpuPercent how busy the processors are, 0 to 100; null when unknown
     * @param memoryPercent how much of main memory is in use, 0 to 100; null when unknown
     * @param usedMemory in bytes; null when unknown
     * @param totalMemory in bytes; null when unknown
     */
    public record Reading(
            Double cpuPercent, Double memoryPercent, Long usedMemory, Long totalMemory) {

        /** The memory for people: {@code 12.0 GB of 16.0 GB}. */
        public String memoryText() {
            return usedMemory == null || totalMemory == null
                    ? "an unknown part"
                    : Bytes.text(usedMemory) + " of " + Bytes.text(totalMemory);
        }
    }

    private final MainMemory memory;
    private final DoubleSupplier cpu;
    private final LongSupplier nanos;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile Reading reading = UNKNOWN;
    private volatile long goodUntil;
    private volatile boolean looked;

    /** Looks at nothing yet. */
    public MachineLoad(UnaryOperator<String> environment) {
        this(new LocalHost(environment), MachineLoad::processors, System::nanoTime);
    }

    /**
     * @param cpu how busy the processors are, 0 to 1; negative when unknown
     */
    MachineLoad(Host host, DoubleSupplier cpu, LongSupplier nanos) {
        this.memory = new MainMemory(host);
        this.cpu = cpu;
        this.nanos = nanos;
    }

    /** Since the last time that it was asked. The JVM knows the limit of its control group. */
    private static double processors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean bean
                ? bean.getCpuLoad()
                : -1;
    }

    /** Not older than a second, but for the moment in which another thread looks. */
    public Reading read() {
        if (looked && nanos.getAsLong() - goodUntil < 0) {
            return reading;
        }
        if (looked ? looking.tryLock() : lockFirst()) {
            try {
                if (!looked || nanos.getAsLong() - goodUntil >= 0) {
                    reading = look();
                    goodUntil = nanos.getAsLong() + KEPT_NANOS;
                    looked = true;
                }
            } finally {
                looking.unlock();
            }
        }
        return reading;
    }

    /** Before the first reading there is none to give. */
    private boolean lockFirst() {
        looking.lock();
        return true;
    }

    private Reading look() {
        double load = cpu.getAsDouble();
        Double percent = load < 0 || Double.isNaN(load) ? null : Double.valueOf(load * 100);
        Optional<MainMemory.Reading> main = memory.read();
        if (main.isEmpty() || main.get().total() <= 0) {
            return new Reading(percent, null, null, null);
        }
        long total = main.get().total();
        long used = Math.max(0, total - main.get().available());
        return new Reading(percent, used * 100.0 / total, used, total);
    }
}
