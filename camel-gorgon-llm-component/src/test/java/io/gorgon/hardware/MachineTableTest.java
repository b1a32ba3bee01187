package io.gorgon.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.config.HardwareSettings.Gpu;
import io.gorgon.config.HardwareSettings.Machine;
import io.gorgon.llm.ModelTier;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What six usual machines are good for, by the rule of 1.2 GB for a billion parameters. */
class MachineTableTest {

    private static final double[] USUAL_SIZES = {3, 8, 14, 32, 70};

    @ParameterizedTest
    @CsvSource({
        "Mac Studio 192 GB, 192, true, , 70, REASONING",
        "Mac Studio 128 GB, 128, true, , 70, REASONING",
        "Mac Studio 64 GB, 64, true, , 32, REASONING",
        "PC with RTX 4090, , false, 24, 14, STANDARD",
        "PC with RTX 4090 and main memory, 64, false, 24, 14, STANDARD",
        "server with A100, , false, 80, 70, REASONING",
        "laptop without GPU, 16, false, , 8, FAST",
    })
    void aMachineIsGoodForItsLargestModel(
            String machine,
            Double memoryGb,
            boolean unified,
            Double vramGb,
            double largest,
            ModelTier tier) {
        List<Gpu> gpus = vramGb == null ? null : List.of(new Gpu(machine, vramGb));
        MachineProfile profile =
                ProfileReader.corrected(
                        MachineProfile.unknown(), new Machine(memoryGb, null, null, unified, gpus));

        Recommendation recommendation = Recommendation.of(profile, 75, 2, List.of());

        assertThat(largestOf(recommendation.maxModelBillions())).isEqualTo(largest);
        assertThat(recommendation.tier()).isEqualTo(tier);
    }

    private static double largestOf(double most) {
        double largest = 0;
        for (double size : USUAL_SIZES) {
            largest = size <= most ? size : largest;
        }
        return largest;
    }
}
