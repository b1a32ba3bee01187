package io.gorgon.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.config.HardwareSettings;
import io.gorgon.config.HardwareSettings.Check;
import io.gorgon.config.HardwareSettings.Gpu;
import io.gorgon.config.HardwareSettings.Machine;
import io.gorgon.llm.Cancellation;
import io.gorgon.llm.http.AddressPolicy;
import io.gorgon.llm.spi.ModelGate;
import io.gorgon.llm.spi.ModelShape;
import io.gorgon.llm.spi.ModelVerdict;
import io.gorgon.llm.spi.ModelVerdict.Kind;
import io.gorgon.llm.spi.ServedModel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HardwareGateTest {

    private static final String CARD = "0, GPU-a, NVIDIA GeForce RTX 4090, 24576, %d, 0, [N/A]\n";

    private final MovedClock clock = new MovedClock();
    private final FakeHost host = new FakeHost().meminfo(32, 32).nvidia(CARD.formatted(24576));
    private final ServedModels server = new ServedModels(AddressPolicy.LOOPBACK);

    private HardwareGate gate() {
        return gate(Check.ENFORCE, Machine.unsaid(), Map.of());
    }

    private HardwareGate gate(Check check, Machine machine, Map<String, HardwareSettings> servers) {
        return new HardwareGate(settings(check, machine, servers), host, clock);
    }

    private static HardwareSettings settings(
            Check check, Machine machine, Map<String, HardwareSettings> servers) {
        return new HardwareSettings(
                75, 2, check, null, 10, Duration.ofSeconds(30), machine, servers);
    }

    private static ModelGate.Lease enter(HardwareGate gate, ServedModel model) {
        return gate.enter(model, new ModelGate.Caller("a", null, new Cancellation()));
    }

    @ParameterizedTest
    @CsvSource({"8, FITS_GPU", "20, FITS_WITH_SPILL", "38, FITS_WITH_SPILL", "45, DOES_NOT_FIT"})
    void aModelFitsWhereThereIsMemory(double gb, Kind kind) {
        ModelVerdict verdict = gate().judge(server.ofSize("m", gb));

        assertThat(verdict.kind()).isEqualTo(kind);
        assertThat(verdict.refused()).isEqualTo(kind == Kind.DOES_NOT_FIT);
        assertThat(verdict.reason())
                .contains(Bytes.text(Bytes.ofGb(gb)) + " weights", "18.0 GB of GPU memory");
        assertThat(verdict.needBytes()).isGreaterThan(Bytes.ofGb(gb));
        assertThat(Bytes.toGb(verdict.capacityBytes())).isEqualTo(42.0);
    }

    @Test
    void whatOthersUseIsNotThereButWhatTheServerHoldsCanBeFreed() {
        host.nvidia(CARD.formatted(4096));

        assertThat(gate().judge(server.ofSize("m", 8)).kind()).isEqualTo(Kind.FITS_WITH_SPILL);

        server.load("other", 18, 18, 4096);
        assertThat(gate().judge(server.ofSize("m", 8)).kind()).isEqualTo(Kind.FITS_AFTER_EVICTION);
    }

    @Test
    void aModelInMemoryFitsWhateverIsEstimated() {
        server.load("M:latest", 60, 24, 4096);

        ModelVerdict verdict = gate().judge(server.ofSize("m", 58));

        assertThat(verdict.kind()).isEqualTo(Kind.FITS_WITH_SPILL);
        assertThat(verdict.needBytes()).isEqualTo(Bytes.ofGb(60));
    }

    @Test
    void aModelInMemoryWithAnotherContextIsLoadedAnew() {
        server.load("m", 60, 24, 2048);

        assertThat(gate().judge(server.ofSize("m", 58)).kind()).isEqualTo(Kind.DOES_NOT_FIT);
    }

    @Test
    void whatWasMeasuredCorrectsTheEstimateTheNextTime() {
        HardwareGate gate = gate();
        ServedModel model = server.ofSize("m", 16);
        assertThat(gate.judge(model).kind()).isEqualTo(Kind.FITS_GPU);
        server.load("m", 30, 24, 4096);
        clock.pass(HardwareGate.VERDICT_KEPT_FOR);
        gate.judge(model);
        server.loaded.clear();
        clock.pass(HardwareGate.VERDICT_KEPT_FOR);

        ModelVerdict verdict = gate.judge(model);

        assertThat(verdict.kind()).isEqualTo(Kind.FITS_WITH_SPILL);
        assertThat(verdict.needBytes()).isEqualTo(Bytes.ofGb(30));
        assertThat(verdict.reason()).contains("30.0 GB (measured)");
        assertThat(gate.judge(server.ofSize("m", 16, 8192)).needBytes()).isLessThan(Bytes.ofGb(20));
    }

    @Test
    void aSmallerContextThatWouldFitIsTold() {
        server.shape = new ModelShape(320 * 1024, 0, 0, null);

        ModelVerdict verdict = gate().judge(server.ofSize("m", 38, 131072));

        assertThat(verdict.refused()).isTrue();
        assertThat(verdict.reason()).contains("40.0 GB for a context of 131072", "num_ctx 8192");
    }

    @Test
    void aModelOfWhichOnlyTheNameIsKnownIsNotRefused() {
        ModelVerdict verdict = gate().judge(server.named("giant:400b"));

        assertThat(verdict.kind()).isEqualTo(Kind.DOES_NOT_FIT);
        assertThat(verdict.refused()).isFalse();
        assertThat(verdict.reason()).contains("1.2 GB for a billion");
    }

    @Test
    void aModelOfWhichNothingIsKnownIsNotRefused() {
        ModelVerdict verdict = gate().judge(server.named("mystery"));

        assertThat(verdict.kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(verdict.refused()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"WARN, DOES_NOT_FIT", "OFF, UNKNOWN"})
    void aCheckThatIsNotEnforcedRefusesNothing(Check check, Kind kind) {
        ModelVerdict verdict =
                gate(check, Machine.unsaid(), Map.of()).judge(server.ofSize("m", 400));

        assertThat(verdict.kind()).isEqualTo(kind);
        assertThat(verdict.refused()).isFalse();
    }

    @Test
    void withTheCheckOffNothingIsReadAndNothingWaits() {
        HardwareGate gate = gate(Check.OFF, Machine.unsaid(), Map.of());
        gate.judge(server.ofSize("m", 400));
        enter(gate, server.ofSize("a", 400));
        enter(gate, server.ofSize("b", 400));
        enter(gate, server.ofSize("c", 400));

        assertThat(host.commands).isEmpty();
    }

    @Test
    void whatSomebodySaidStandsAboveWhatWasFound() {
        Machine said = new Machine(16.0, 12.0, 4, false, List.of());
        HardwareGate gate = gate(Check.ENFORCE, said, Map.of());

        assertThat(gate.profile().totalMemory()).isEqualTo(Bytes.ofGb(16));
        assertThat(gate.profile().availableMemory()).isEqualTo(Bytes.ofGb(12));
        assertThat(gate.profile().cpuCores()).isEqualTo(4);
        assertThat(gate.profile().gpus()).isEmpty();
        assertThat(gate.judge(server.ofSize("m", 12)).kind()).isEqualTo(Kind.DOES_NOT_FIT);
    }

    @Test
    void aServerOnAnotherMachineHasWhatTheConfigurationSays() {
        ServedModels remote =
                new ServedModels("big", "http://10.0.0.5:11434", AddressPolicy.PRIVATE);
        Machine a100 = new Machine(null, null, null, null, List.of(new Gpu("A100", 80)));
        HardwareGate gate =
                gate(
                        Check.ENFORCE,
                        Machine.unsaid(),
                        Map.of("big", settings(Check.ENFORCE, a100, Map.of())));

        assertThat(gate.judge(remote.ofSize("m", 43)).kind()).isEqualTo(Kind.FITS_GPU);
        assertThat(gate.judge(remote.ofSize("n", 200)).kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(host.commands).isEmpty();
    }

    @Test
    void aServerOnAnotherMachineWithoutConfigurationIsNotRefused() {
        ServedModels remote =
                new ServedModels("big", "http://10.0.0.5:11434", AddressPolicy.PRIVATE);

        ModelVerdict verdict = gate().judge(remote.ofSize("m", 400));

        assertThat(verdict.kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(verdict.refused()).isFalse();
        assertThat(verdict.reason()).contains("nobody said what the machine of big has");
    }

    @Test
    void aProviderThatIsNotLocalIsNotChecked() {
        ServedModels cloud = new ServedModels("far", "https://example.com", AddressPolicy.ANYWHERE);

        assertThat(gate().judge(cloud.ofSize("m", 400)).refused()).isFalse();
        assertThat(host.commands).isEmpty();
    }

    @Test
    void outOfMemoryMarksTheModelWithItsContextForSomeMinutes() {
        HardwareGate gate = gate();
        ServedModel model = server.ofSize("m", 8);
        gate.ranOutOfMemory(model);

        assertThat(gate.judge(model).refused()).isTrue();
        assertThat(gate.judge(model).reason()).contains("ran out of memory", "4096 tokens");
        assertThat(gate.judge(server.ofSize("m", 8, 2048)).refused()).isFalse();

        clock.pass(OutOfMemoryMarks.KEPT_FOR.minusMillis(1));
        assertThat(gate.judge(model).refused()).isTrue();
        clock.pass(HardwareGate.VERDICT_KEPT_FOR);
        assertThat(gate.judge(model).refused()).isFalse();
    }

    @Test
    void memoryThatBecomesFreeLiftsTheMark() {
        OutOfMemoryMarks marks = new OutOfMemoryMarks(clock);
        ModelKey key = new ModelKey("s", "m", 1);
        marks.add(key, Bytes.ofGb(10));

        assertThat(marks.since(key, Bytes.ofGb(10.5))).isPresent();
        assertThat(marks.since(key, Bytes.ofGb(11))).isEmpty();
        assertThat(marks.since(key, Bytes.ofGb(10))).isEmpty();
    }

    @Test
    void outOfMemoryOfAServerOfUnknownSizeCountsToo() {
        ServedModels remote =
                new ServedModels("big", "http://10.0.0.5:11434", AddressPolicy.PRIVATE);
        HardwareGate gate = gate();
        gate.ranOutOfMemory(remote.ofSize("m", 4));

        assertThat(gate.judge(remote.ofSize("m", 4)).refused()).isTrue();
    }

    @Test
    void aServerIsAskedOnlyWhereItMatters() {
        HardwareGate gate = gate();
        gate.judge(server.ofSize("small", 2));
        assertThat(server.timesAskedForLoaded).isZero();

        ServedModel large = server.ofSize("large", 30);
        gate.judge(large);
        gate.judge(large);
        enter(gate, large).close();
        assertThat(server.timesAskedForLoaded).isEqualTo(1);
    }

    @Test
    void aModelThatWouldWaitForAnotherSaysSo() {
        HardwareGate gate = gate();
        try (ModelGate.Lease held = enter(gate, server.ofSize("a", 30))) {
            assertThat(gate.judge(server.ofSize("b", 30)).isReady()).isFalse();
            assertThat(gate.judge(server.ofSize("a", 30)).isReady()).isTrue();
            assertThat(gate.isWarm(server.ofSize("a", 30))).isTrue();
            assertThat(held).isNotNull();
        }
        assertThat(gate.judge(server.ofSize("b", 30)).isReady()).isTrue();
    }

    @Test
    void twoProvidersOfOneMachineShareItsMemory() {
        ServedModels second =
                new ServedModels("second", "http://127.0.0.1:11435", AddressPolicy.LOOPBACK);
        HardwareGate gate = gate();
        try (ModelGate.Lease held = enter(gate, server.ofSize("a", 30))) {
            assertThat(gate.judge(second.ofSize("b", 30)).waits()).isTrue();
            assertThat(held).isNotNull();
        }
    }
}
