package io.gorgon.hardware;

import io.gorgon.llm.spi.ModelShape;
import io.gorgon.llm.spi.ServedModel;
import java.util.Optional;

/**
 * Computes what a model takes of memory: its files, the keys and values of its context for each
 * parallel call, and buffers. Where only its name is known, the rule of 1.2 GB (of 10^9 bytes) for
 * a billion parameters at four bits stands in, which is about twice the weights.
 */
final class MemoryEstimate {

    /** Bytes for one parameter by the rule. */
    static final double RULE = 1.2;

    private static final long MOST_OVERHEAD = Bytes.GIB;
    private static final long LEAST_OVERHEAD = 256 * Bytes.MIB;

    /**
     * Of usual models, KiB of keys and values for one token grow with the root of the billions of
     * parameters: 128 at 8, 192 at 14, 256 at 32, 320 at 70. This is a little above that curve.
     */
    private static final double CACHE_KIB = 45;

    private MemoryEstimate() {}

    /**
     * The need of a model.
     *
     * @param shape what its server tells of it; empty when it does not
     * @param parallel calls that the server works on at a time, at least 1
     * @return empty when not even its name tells anything
     */
    static Optional<MemoryNeed> of(
            ServedModel model, Optional<ModelShape> shape, int contextTokens, int parallel) {
        Optional<Double> told =
                ParameterCount.written(model.parameterSize())
                        .or(() -> shape.map(ModelShape::parameters).map(Long::doubleValue));
        if (model.sizeBytes() != null && model.sizeBytes() > 0) {
            double billions = told.orElse(model.sizeBytes() / Quantization.USUAL) / 1e9;
            return Optional.of(
                    need(
                            model.sizeBytes(),
                            cache(shape, billions, contextTokens, parallel),
                            MemoryNeed.Source.FILES));
        }
        if (told.isPresent()) {
            long weights = Math.round(told.get() * bytesPerParameter(model));
            return Optional.of(
                    need(
                            weights,
                            cache(shape, told.get() / 1e9, contextTokens, parallel),
                            MemoryNeed.Source.PARAMETERS));
        }
        return ParameterCount.inName(model.name()).map(parameters -> byRule(model, parameters));
    }

    private static MemoryNeed byRule(ServedModel model, double parameters) {
        double bits = bytesPerParameter(model) / Quantization.USUAL;
        return new MemoryNeed(
                Math.max(LEAST_OVERHEAD, Math.round(parameters * RULE * bits)),
                0,
                0,
                MemoryNeed.Source.RULE);
    }

    private static double bytesPerParameter(ServedModel model) {
        return Quantization.bytesPerParameter(model.quantization())
                .or(() -> Quantization.bytesPerParameter(model.name()))
                .orElse(Quantization.USUAL);
    }

    private static MemoryNeed need(long weights, long cache, MemoryNeed.Source source) {
        long overhead = Math.min(MOST_OVERHEAD, LEAST_OVERHEAD + weights);
        return new MemoryNeed(weights, cache, overhead, source);
    }

    private static long cache(
            Optional<ModelShape> shape, double billions, int contextTokens, int parallel) {
        long one =
                shape.filter(known -> known.cacheBytes(contextTokens) > 0)
                        .map(known -> known.cacheBytes(contextTokens))
                        .orElseGet(
                                () ->
                                        Math.round(
                                                CACHE_KIB
                                                        * Bytes.KIB
                                                        * Math.sqrt(billions)
                                                        * contextTokens));
        return one * parallel;
    }
}
