package io.gorgon.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MachineLoadTest {

    private static final String MEMORY =
            "MemTotal: 16777216 kB\nMemFree: 1 kB\nMemAvailable: 4194304 kB\n";

    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();

    private MachineLoad load(FakeHost host, double cpu) {
        return new MachineLoad(
                host,
                () -> {
                    looks.incrementAndGet();
                    return cpu;
                },
                nanos::get);
    }

    @Test
    void aReadingHasTheProcessorsAndTheMemory() {
        MachineLoad.Reading reading =
                load(new FakeHost().file("/proc/meminfo", MEMORY), 0.25).read();
        assertThat(reading.cpuPercent()).isEqualTo(25.0);
        assertThat(reading.memoryPercent()).isEqualTo(75.0);
        assertThat(reading.memoryText()).isEqualTo("12.0 GB of 16.0 GB");
    }

    @Test
    void theMachineIsLookedAtOnceASecondHoweverManyAsk() {
        MachineLoad load = load(new FakeHost().file("/proc/meminfo", MEMORY), 0.25);
        load.read();
        nanos.addAndGet(999_999_999L);
        load.read();
        assertThat(looks.get()).isEqualTo(1);
        nanos.addAndGet(1);
        load.read();
        assertThat(looks.get()).isEqualTo(2);
    }

    @Test
    void whatNobodyTellsIsUnknown() {
        MachineLoad.Reading reading = load(new FakeHost(), -1).read();
        assertThat(reading.cpuPercent()).isNull();
        assertThat(reading.memoryPercent()).isNull();
    }
}
