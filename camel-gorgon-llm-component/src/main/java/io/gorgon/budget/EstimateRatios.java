package io.gorgon.budget;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps how many tokens models report for each that was estimated. Thread-safe. */
public interface EstimateRatios {

    /** What was kept last for a model; empty when nothing was. */
    OptionalDouble find(String model);

    void keep(String model, double ratio);

    /** Keeps them until the process ends. */
    static EstimateRatios inMemory() {
        Map<String, Double> ratios = new ConcurrentHashMap<>();
        return new EstimateRatios() {
            @Override
            public OptionalDouble find(String model) {
                Double ratio = ratios.get(model);
                return ratio == null ? OptionalDouble.empty() : OptionalDouble.of(ratio);
            }

            @Override
            public void keep(String model, double ratio) {
                ratios.put(model, ratio);
            }
        };
    }
}
