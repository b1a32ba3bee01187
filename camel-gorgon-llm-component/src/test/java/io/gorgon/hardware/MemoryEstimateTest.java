package io.gorgon.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gorgon.llm.http.AddressPolicy;
import io.gorgon.llm.spi.ModelShape;
import io.gorgon.llm.spi.ServedModel;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryEstimateTest {

    private final ServedModels models = new ServedModels(AddressPolicy.LOOPBACK);

    private static ModelShape shape(int layers, int heads, int length) {
        return new ModelShape((long) layers * heads * length * 2 * 2, 0, 0, null);
    }

    @ParameterizedTest
    @CsvSource({
        "28, 4, 128, 32768, 1.75",
        "48, 4, 128, 131072, 12",
        "28, 8, 128, 8192, 0.875",
        "32, 8, 128, 32768, 4",
        "36, 8, 128, 131072, 18",
        "64, 8, 128, 4096, 1",
        "80, 8, 128, 32768, 10",
    })
    void theContextTakesWhatItsLayersKeep(
            int layers, int heads, int length, int context, double gb) {
        MemoryNeed need =
                MemoryEstimate.of(
                                models.ofSize("m", 4),
                                Optional.of(shape(layers, heads, length)),
                                context,
                                1)
                        .orElseThrow();

        assertThat((double) need.cache() / Bytes.GIB).isEqualTo(gb);
        assertThat(need.weights()).isEqualTo(Bytes.ofGb(4));
        assertThat(need.certain()).isTrue();
    }

    @Test
    void eachParallelCallTakesAContext() {
        MemoryNeed need =
                MemoryEstimate.of(models.ofSize("m", 4), Optional.of(shape(32, 8, 128)), 8192, 8)
                        .orElseThrow();

        assertThat(need.cache()).isEqualTo(Bytes.ofGb(8));
    }

    @Test
    void layersWithAWindowKeepNoMoreThanIt() {
        ModelShape gemma = new ModelShape(1000, 5000, 1024, null);

        assertThat(gemma.cacheBytes(512)).isEqualTo(512 * 6000);
        assertThat(gemma.cacheBytes(32768)).isEqualTo(32768L * 1000 + 1024 * 5000);
    }

    @ParameterizedTest
    @CsvSource({"7.6B, 0.3", "14.8B, 0.4", "32.8B, 0.6", "70.6B, 0.6"})
    void anUnknownShapeIsEstimatedNotFarFromUsualOnes(String parameters, double tolerance) {
        double[] usual = {0.5, 0.75, 1, 1.25};
        int index = java.util.List.of("7.6B", "14.8B", "32.8B", "70.6B").indexOf(parameters);

        MemoryNeed need =
                MemoryEstimate.of(
                                models.described("m", parameters, "Q4_K_M"),
                                Optional.empty(),
                                4096,
                                1)
                        .orElseThrow();

        assertThat((double) need.cache() / Bytes.GIB).isCloseTo(usual[index], within(tolerance));
    }

    @ParameterizedTest
    @CsvSource({"Q4_K_M, 43", "Q8_0, 75", "F16, 141", "unheard-of, 43"})
    void withoutFilesTheParametersAndTheirBitsCount(String quantization, double weightsGb) {
        ServedModel model = models.described("llama3.3:latest", "70.6B", quantization);

        MemoryNeed need = MemoryEstimate.of(model, Optional.empty(), 4096, 1).orElseThrow();

        assertThat(need.weights() / 1e9).isCloseTo(weightsGb, within(1.0));
        assertThat(need.certain()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "llama3.1:70b, 84",
        "mixtral:8x7b, 67.2",
        "qwen3:30b-a3b, 36",
        "hf.co/someone/Qwen2.5-7B-Instruct-GGUF, 8.4",
        "phi3:mini, 4.56",
    })
    void withNothingButANameTheRuleStandsIn(String name, double gb) {
        MemoryNeed need =
                MemoryEstimate.of(models.named(name), Optional.empty(), 8192, 1).orElseThrow();

        assertThat(need.total() / 1e9).isCloseTo(gb, within(0.1));
        assertThat(need.certain()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"mystery", "gpt-oss:latest", "llama3.2"})
    void aNameThatTellsNothingHasNoNeed(String name) {
        assertThat(MemoryEstimate.of(models.named(name), Optional.empty(), 8192, 1)).isEmpty();
    }
}
