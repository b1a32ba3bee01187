package io.gorgon.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ControlGroupsTest {

    private static final String ROOT = "/sys/fs/cgroup";

    private static FakeHost host() {
        return new FakeHost().meminfo(64, 50);
    }

    private static MainMemory.Reading read(FakeHost host) {
        return new MainMemory(host).read().orElseThrow();
    }

    @Test
    void withoutALimitTheMachineCounts() {
        FakeHost host =
                host().file("/proc/self/cgroup", "0::/\n").file(ROOT + "/memory.max", "max\n");

        assertThat(read(host))
                .isEqualTo(new MainMemory.Reading(Bytes.ofGb(64), Bytes.ofGb(50), false));
    }

    @Test
    void theSmallestLimitOnTheWayUpWins() {
        FakeHost host =
                host().file("/proc/self/cgroup", "0::/a.slice/b.scope\n")
                        .file(ROOT + "/a.slice/b.scope/memory.max", "max\n")
                        .file(ROOT + "/a.slice/memory.max", Bytes.ofGb(8) + "\n")
                        .file(ROOT + "/a.slice/memory.high", Bytes.ofGb(6) + "\n")
                        .file(ROOT + "/memory.max", Bytes.ofGb(32) + "\n");

        assertThat(read(host).total()).isEqualTo(Bytes.ofGb(6));
        assertThat(read(host).limited()).isTrue();
    }

    @Test
    void pageCacheThatCanBeTakenBackIsNotUsed() {
        FakeHost host =
                host().file("/proc/self/cgroup", "0::/x\n")
                        .file(ROOT + "/memory.max", Bytes.ofGb(16) + "\n")
                        .file(ROOT + "/memory.current", Bytes.ofGb(15) + "\n")
                        .file(
                                ROOT + "/memory.stat",
                                "anon 1\nfile 2\ninactive_file " + Bytes.ofGb(11) + "\n");

        assertThat(read(host).available()).isEqualTo(Bytes.ofGb(12));
    }

    @Test
    void theFirstVersionIsReadToo() {
        String group = ROOT + "/memory/docker/abc";
        FakeHost host =
                host().file(
                                "/proc/self/cgroup",
                                "4:memory:/docker/abc\n1:cpu,cpuacct:/docker/abc\n")
                        .file(group + "/memory.limit_in_bytes", Bytes.ofGb(10) + "\n")
                        .file(group + "/memory.usage_in_bytes", Bytes.ofGb(5) + "\n")
                        .file(group + "/memory.stat", "total_inactive_file " + Bytes.ofGb(2))
                        .file(ROOT + "/memory/memory.limit_in_bytes", "9223372036854771712\n");

        assertThat(read(host))
                .isEqualTo(new MainMemory.Reading(Bytes.ofGb(10), Bytes.ofGb(7), true));
    }

    @Test
    void aHugeNumberIsNoLimit() {
        FakeHost host =
                host().file(ROOT + "/memory/memory.limit_in_bytes", "9223372036854771712\n");

        assertThat(read(host).limited()).isFalse();
    }

    @Test
    void processorsAreLimitedAndAPartOfOneCountsAsOne() {
        FakeHost host = host().file(ROOT + "/cpu.max", "150000 100000\n");

        assertThat(host.profile().cpuCores()).isEqualTo(2);
        assertThat(host.file(ROOT + "/cpu.max", "max 100000\n").profile().cpuCores()).isEqualTo(8);
        FakeHost old =
                host().file(ROOT + "/cpu/cpu.cfs_quota_us", "400000")
                        .file(ROOT + "/cpu/cpu.cfs_period_us", "100000");
        assertThat(old.profile().cpuCores()).isEqualTo(4);
    }

    @Test
    void anOldKernelWithoutAnEstimateIsReadAllTheSame() {
        FakeHost host =
                new FakeHost()
                        .file(
                                "/proc/meminfo",
                                "MemTotal: 1000 kB\nMemFree: 200 kB\nCached: 300 kB");

        assertThat(read(host).available()).isEqualTo(500 * 1024);
    }

    @Test
    void aLimitIsToldWithWhatToDo() {
        FakeHost host = host().file(ROOT + "/memory.max", Bytes.ofGb(4) + "");

        assertThat(host.profile().notes())
                .singleElement()
                .asString()
                .contains("4.0 GB", "llm.providers.<name>.hardware");
    }

    @Test
    void anUnreadableMemoryIsUnknown() {
        assertThat(new MainMemory(new FakeHost()).read()).isEqualTo(Optional.empty());
    }
}
