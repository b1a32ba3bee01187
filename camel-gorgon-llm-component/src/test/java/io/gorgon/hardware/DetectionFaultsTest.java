package io.gorgon.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.llm.ModelTier;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What detection of hardware is known to get wrong, on captured outputs. */
class DetectionFaultsTest {

    private static final String RTX_4090 =
            "0, GPU-aaaa, NVIDIA GeForce RTX 4090, 24564, 24111, 453, [N/A]\n";

    private static FakeHost pc() {
        return new FakeHost().meminfo(64, 60);
    }

    private static Recommendation recommended(MachineProfile profile) {
        return Recommendation.of(profile, 75, 2, List.of(Map.of()));
    }

    private static long gib(double gb) {
        return Bytes.ofGb(gb);
    }

    @Test
    void oneCardIsRead() {
        MachineProfile profile = pc().nvidia(RTX_4090).profile();

        assertThat(profile.platform()).isEqualTo("linux_nvidia");
        assertThat(profile.gpus())
                .containsExactly(
                        new Gpu("NVIDIA GeForce RTX 4090", 24564 * Bytes.MIB, 24111 * Bytes.MIB));
        assertThat(profile.notes()).isEmpty();
    }

    @Test
    void severalCardsAreReadLineByLine() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            lines.append(i).append(", GPU-").append(i);
            lines.append(", NVIDIA H100 80GB HBM3, 81559, 81000, 559, Disabled\n");
        }

        MachineProfile profile = pc().nvidia(lines.toString()).profile();

        assertThat(profile.gpus()).hasSize(8);
        assertThat(profile.gpuMemory()).isEqualTo(8 * 81559 * Bytes.MIB);
        assertThat(recommended(profile).tier()).isEqualTo(ModelTier.REASONING);
    }

    @Test
    void differentCardsAreReadEachAsItIs() {
        MachineProfile profile =
                pc().nvidia(
                                RTX_4090
                                        + "1,GPU-bbbb,Quadro P2000,5059 MiB,4000 MiB,1059 MiB,[N/A]\r\n")
                        .profile();

        assertThat(profile.gpus())
                .extracting(Gpu::memory)
                .containsExactly(24564 * Bytes.MIB, 5059 * Bytes.MIB);
    }

    @ParameterizedTest
    @CsvSource({"NVIDIA GB10", "NVIDIA Thor", "Orin (nvgpu)", "NVIDIA Jetson AGX Orin"})
    void aPartThatSharesMainMemoryPrintsNoMemoryOfItsOwn(String name) {
        MachineProfile profile =
                new FakeHost()
                        .meminfo(120, 100)
                        .nvidia("0, GPU-cccc, " + name + ", [N/A], [N/A], [N/A], [N/A]\n")
                        .profile();

        assertThat(profile.unifiedMemory()).isTrue();
        assertThat(profile.gpus()).extracting(Gpu::name).containsExactly(name);
        assertThat(recommended(profile).tier()).isEqualTo(ModelTier.REASONING);
        assertThat(recommended(profile).maxModelBillions()).isGreaterThan(70);
    }

    @Test
    void anUnknownPartWithoutMemoryIsAskedHowItAddressesMemory() {
        String addressing = "nvidia-smi --query-gpu=addressing_mode --format=csv,noheader,nounits";
        FakeHost host =
                new FakeHost()
                        .meminfo(120, 100)
                        .nvidia("0, GPU-d, NVIDIA Next, Not Supported, [N/A], [N/A], [N/A]\n");

        assertThat(host.profile().unifiedMemory()).isFalse();
        assertThat(host.profile().notes()).anyMatch(note -> note.contains("NVIDIA Next"));
        assertThat(host.prints(addressing, "ATS\n").profile().unifiedMemory()).isTrue();
    }

    @Test
    void onSharedMemoryTheSystemKeepsAFloor() {
        MachineProfile profile =
                new FakeHost()
                        .meminfo(24, 24)
                        .nvidia("0, GPU-c, NVIDIA GB10, [N/A], [N/A], [N/A], [N/A]\n")
                        .profile();

        assertThat(Capacity.of(profile, 100, false, List.of()).gpu()).isEqualTo(gib(16));
    }

    @ParameterizedTest
    @CsvSource({
        "nvidia-smi ended with status 18: Failed to initialize NVML: Driver/library version mismatch",
        "nvidia-smi did not answer within 8 s"
    })
    void aDriverThatDoesNotWorkLeavesTheProcessorAndAReason(String failure) {
        MachineProfile profile = pc().fails(FakeHost.QUERY, failure).profile();

        assertThat(profile.platform()).isEqualTo("linux_cpu");
        assertThat(profile.notes()).singleElement().asString().contains(failure);
        assertThat(recommended(profile).maxModelBillions()).isPositive();
        assertThat(recommended(profile).tier()).isNotNull();
    }

    @Test
    void withoutTheProgramThereIsNothingToTell() {
        assertThat(pc().profile().notes()).isEmpty();
        assertThat(pc().profile().gpus()).isEmpty();
    }

    @Test
    void emptyOutputLeavesTheProcessor() {
        MachineProfile profile = pc().nvidia("\n").profile();

        assertThat(profile.platform()).isEqualTo("linux_cpu");
        assertThat(profile.notes()).singleElement().asString().contains("listed no GPU");
    }

    @Test
    void anOldDriverIsAskedForLess() {
        String less = FakeHost.QUERY.replace(",mig.mode.current", "");
        MachineProfile profile =
                pc().fails(
                                FakeHost.QUERY,
                                "nvidia-smi ended with status 2: Field \"mig.mode.current\" is not"
                                        + " a valid field to query.")
                        .prints(less, "0, GPU-a, Tesla K80, 11441, 11000, 441\n")
                        .profile();

        assertThat(profile.gpus())
                .containsExactly(new Gpu("Tesla K80", 11441 * Bytes.MIB, 11000 * Bytes.MIB));
    }

    @Test
    void whatOthersUseOfACardIsNotFree() {
        MachineProfile profile =
                pc().nvidia("0, GPU-a, NVIDIA A100, 81920, 10240, 71680, Disabled\n").profile();

        Capacity capacity = Capacity.of(profile, 75, false, List.of());

        assertThat(capacity.gpu()).isEqualTo(81920 * Bytes.MIB / 100 * 75);
        assertThat(capacity.gpuFree()).isEqualTo(10240 * Bytes.MIB);
    }

    @Test
    void whatIsRecommendedFitsIntoWhatIsTheLargest() {
        MachineProfile profile =
                pc().nvidia("0, GPU-a, NVIDIA RTX A6000, 49140, 49000, 140, [N/A]\n").profile();
        Map<ModelTier, List<String>> models =
                Map.of(ModelTier.REASONING, List.of("qwen2.5:72b", "qwen2.5:32b"));

        Recommendation recommendation = Recommendation.of(profile, 75, 2, List.of(models));

        assertThat(recommendation.maxModelBillions()).isBetween(32.0, 60.0);
        assertThat(recommendation.models()).containsExactly("qwen2.5:32b");
    }

    @Test
    void aSmallCardMakesTheMachineNoSmaller() {
        MachineProfile profile =
                new FakeHost()
                        .meminfo(16, 14)
                        .nvidia("0, GPU-a, NVIDIA GeForce GTX 1660 Ti, 6144, 6000, 144, [N/A]\n")
                        .profile();

        assertThat(recommended(profile).maxModelBillions()).isGreaterThanOrEqualTo(8);
    }

    @Test
    void slicesOfACardCountEach() {
        MachineProfile profile = pc().nvidia(SLICED).prints("nvidia-smi -L", SLICES).profile();

        assertThat(profile.gpus())
                .containsExactly(
                        new Gpu("NVIDIA A100-SXM4-80GB MIG 3g.40gb", gib(40), null),
                        new Gpu("NVIDIA A100-SXM4-80GB MIG 1g.10gb", gib(10), null));
    }

    private static final String SLICED =
            "0, GPU-1111, NVIDIA A100-SXM4-80GB, 81920, 81000, 920, Enabled\n";

    private static final String SLICES =
            """
            GPU 0: NVIDIA A100-SXM4-80GB (UUID: GPU-1111)
              MIG 3g.40gb     Device  0: (UUID: MIG-2222)
              MIG 1g.10gb     Device  1: (UUID: MIG-3333)
            """;

    @ParameterizedTest
    @CsvSource({
        "CUDA_VISIBLE_DEVICES, '1', 'B'",
        "CUDA_VISIBLE_DEVICES, '1,0', 'B A'",
        "CUDA_VISIBLE_DEVICES, '', ''",
        "CUDA_VISIBLE_DEVICES, '-1', ''",
        "CUDA_VISIBLE_DEVICES, '0,9,1', 'A'",
        "CUDA_VISIBLE_DEVICES, 'GPU-bb', 'B'",
        "NVIDIA_VISIBLE_DEVICES, 'all', 'A B'",
        "NVIDIA_VISIBLE_DEVICES, 'none', ''",
        "NVIDIA_VISIBLE_DEVICES, 'GPU-bbbb', 'B'",
    })
    void hiddenCardsDoNotCount(String variable, String value, String visible) {
        MachineProfile profile =
                pc().with(variable, value)
                        .nvidia(
                                "0, GPU-aaaa, A, 8192, 8000, 0, [N/A]\n"
                                        + "1, GPU-bbbb, B, 8192, 8000, 0, [N/A]\n")
                        .profile();

        assertThat(String.join(" ", profile.gpus().stream().map(Gpu::name).toList()))
                .isEqualTo(visible);
    }

    @Test
    void aSliceCanBeTheOnlyOneToUse() {
        MachineProfile profile =
                pc().nvidia(SLICED)
                        .prints("nvidia-smi -L", SLICES)
                        .with("CUDA_VISIBLE_DEVICES", "MIG-3333")
                        .profile();

        assertThat(profile.gpus()).extracting(Gpu::memory).containsExactly(gib(10));
        assertThat(profile.notes()).singleElement().asString().contains("CUDA_VISIBLE_DEVICES");
    }

    private static FakeHost amd(String id, long vramGb, long gttGb) {
        String device = "/sys/class/drm/card1/device/";
        return new FakeHost()
                .meminfo(124, 118)
                .file(device + "vendor", "0x1002\n")
                .file(device + "device", id + "\n")
                .file(device + "mem_info_vram_total", gib(vramGb) + "\n")
                .file(device + "mem_info_vram_used", "0\n")
                .file(device + "mem_info_gtt_total", gib(gttGb) + "\n")
                .file(device + "mem_info_gtt_used", "0\n")
                .file("/sys/class/drm/card1-DP-1/status", "connected\n");
    }

    @Test
    void anAmdCardIsReadFromItsFiles() {
        MachineProfile profile = amd("0x744c", 24, 62).profile();

        assertThat(profile.platform()).isEqualTo("linux_amd");
        assertThat(profile.unifiedMemory()).isFalse();
        assertThat(profile.gpuMemory()).isEqualTo(gib(24));
    }

    @ParameterizedTest
    @CsvSource({"1, 62, 63", "96, 16, 112"})
    void strixHaloUsesItsCarveOutAndMainMemory(long vramGb, long gttGb, long usableGb) {
        MachineProfile profile = amd("0x1586", vramGb, gttGb).profile();

        assertThat(profile.unifiedMemory()).isTrue();
        assertThat(profile.unifiedLimit()).isEqualTo(gib(usableGb));
        assertThat(Capacity.of(profile, 100, false, List.of()).gpuFree())
                .isEqualTo(Math.min(gib(usableGb), profile.availableMemory()));
    }

    @Test
    void anIntelGpuIsNamedAndNotCounted() {
        MachineProfile profile =
                pc().file("/sys/class/drm/card0/device/vendor", "0x8086\n")
                        .file("/sys/class/drm/card0/device/device", "0x56a0\n")
                        .profile();

        assertThat(profile.platform()).isEqualTo("linux_intel");
        assertThat(profile.gpus()).extracting(Gpu::name).containsExactly("Intel GPU 0x56a0");
        assertThat(profile.notes()).singleElement().asString().contains("llm.hardware.gpus");
        assertThat(recommended(profile).maxModelBillions()).isPositive();
    }

    @Test
    void windowsIsWindowsWhateverItsCards() {
        FakeHost host =
                new FakeHost()
                        .system("windows", "amd64")
                        .library(gib(32), gib(20))
                        .card(new Gpu("AMD Radeon RX 7900 XTX", gib(24), null));

        assertThat(host.profile().platform()).isEqualTo("windows_gpu");
        assertThat(host.profile().totalMemory()).isEqualTo(gib(32));
        assertThat(host.nvidia(RTX_4090).profile().platform()).isEqualTo("windows_nvidia");
    }

    private static FakeHost mac(long memoryGb) {
        return new FakeHost()
                .system("macos", "aarch64")
                .library(gib(memoryGb), gib(memoryGb) / 10 * 9)
                .prints("sysctl -n hw.memsize", gib(memoryGb) + "\n")
                .prints("sysctl -n machdep.cpu.brand_string", "Apple M3 Ultra\n")
                .prints("sysctl -n iogpu.wired_limit_mb", "0\n");
    }

    @ParameterizedTest
    @CsvSource({"16, 10.67", "36, 24", "64, 48", "192, 144"})
    void aMacGivesItsGpuAPartOfItsMemory(long memoryGb, double gpuGb) {
        MachineProfile profile = mac(memoryGb).profile();

        assertThat(profile.platform()).isEqualTo("macos_apple_silicon");
        assertThat(profile.unifiedMemory()).isTrue();
        assertThat(Bytes.toGb(profile.unifiedLimit())).isEqualTo(gpuGb);
    }

    @ParameterizedTest
    @CsvSource({"57344, 56", "999999, 64"})
    void aMacFollowsTheLimitThatSomebodySetButNeverBeyondItsMemory(String limit, double gpuGb) {
        MachineProfile profile = mac(64).prints("sysctl -n iogpu.wired_limit_mb", limit).profile();

        assertThat(Bytes.toGb(profile.unifiedLimit())).isEqualTo(gpuGb);
    }

    @Test
    void anIntelMacRunsModelsOnItsProcessor() {
        MachineProfile profile =
                mac(32).system("macos", "x86_64")
                        .fails("sysctl -n hw.optional.arm64", "sysctl ended with status 1")
                        .profile();

        assertThat(profile.platform()).isEqualTo("macos_intel");
        assertThat(profile.unifiedMemory()).isFalse();
    }

    @Test
    void aProcessorAloneIsNotLimitedToThreeBillion() {
        Recommendation recommendation = recommended(new FakeHost().meminfo(512, 500).profile());

        assertThat(recommendation.maxModelBillions()).isGreaterThan(70);
        assertThat(recommendation.tier()).isEqualTo(ModelTier.STANDARD);
    }

    @Test
    void modelsRecommendedTogetherFitTogether() {
        MachineProfile profile = mac(128).profile();
        Map<ModelTier, List<String>> models =
                Map.of(
                        ModelTier.REASONING, List.of("llama3.1:70b"),
                        ModelTier.STANDARD, List.of("qwen2.5:14b", "llama3.1:8b"),
                        ModelTier.FAST, List.of("qwen2.5:3b"));

        assertThat(Recommendation.of(profile, 75, 2, List.of(models)).models())
                .containsExactly("llama3.1:70b", "qwen2.5:14b");
        assertThat(Recommendation.of(profile, 70, 9, List.of(models)).models())
                .containsExactly("llama3.1:70b", "llama3.1:8b");
    }

    @Test
    void nothingThatCanBeReadIsNoFailure() {
        MachineProfile profile = new FakeHost().profile();

        assertThat(profile.totalMemory()).isNull();
        assertThat(profile.notes()).singleElement().asString().contains("total_memory_gb");
        assertThat(recommended(profile).models()).isEqualTo(Collections.emptyList());
    }
}
