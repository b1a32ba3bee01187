package io.gorgon.hardware;

import io.gorgon.llm.ModelTier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a machine is good for, by the rule of 1.2 GB for a billion parameters: all memory of GPUs,
 * or the part of the shared or the main memory that models may take.
 *
 * @param maxModelBillions the largest model, in billions of parameters at four bits; null when the
 *     memory is unknown
 * @param tier the most demanding tier that it serves well; null when the memory is unknown
 * @param models of the configured models those that fit together, one for each tier at most; never
 *     null
 */
public record Recommendation(Double maxModelBillions, ModelTier tier, List<String> models) {

    private static final double BILLION = 1e9;
    private static final double REASONING_FROM = 32;
    private static final double STANDARD_FROM = 7;

    /** A processor alone is slow: what limits it is not how much memory there is. */
    private static final double STANDARD_FROM_ON_PROCESSOR = 14;

    /** A small card makes a machine no smaller than it is without. */
    private static final double BESIDE_SMALL_CARD = 8;

    static Recommendation of(
            MachineProfile profile,
            int percent,
            int maxModels,
            List<Map<ModelTier, List<String>>> configured) {
        if (!profile.tellsMemory()) {
            return new Recommendation(null, null, List.of());
        }
        Capacity capacity = Capacity.of(atRest(profile), percent, true, List.of());
        boolean gpu = capacity.gpu() > 0;
        double onGpu = capacity.gpu() / MemoryEstimate.RULE / BILLION;
        double onProcessor =
                (capacity.main() == null ? 0 : capacity.main()) / MemoryEstimate.RULE / BILLION;
        double most = gpu ? Math.max(onGpu, Math.min(onProcessor, BESIDE_SMALL_CARD)) : onProcessor;
        ModelTier tier = tier(gpu ? onGpu : onProcessor, gpu);
        long memory = Math.round(most * MemoryEstimate.RULE * BILLION);
        return new Recommendation(
                Math.round(most * 10) / 10.0, tier, models(tier, memory, maxModels, configured));
    }

    /** As if nothing else ran: what is free at the moment does not make a machine smaller. */
    private static MachineProfile atRest(MachineProfile profile) {
        return new MachineProfile(
                profile.platform(),
                profile.cpuCores(),
                profile.totalMemory(),
                profile.totalMemory(),
                profile.unifiedMemory(),
                profile.unifiedLimit(),
                profile.gpus(),
                profile.notes());
    }

    private static ModelTier tier(double billions, boolean gpu) {
        if (gpu && billions >= REASONING_FROM) {
            return ModelTier.REASONING;
        }
        return billions >= (gpu ? STANDARD_FROM : STANDARD_FROM_ON_PROCESSOR)
                ? ModelTier.STANDARD
                : ModelTier.FAST;
    }

    private static List<String> models(
            ModelTier best,
            long memory,
            int maxModels,
            List<Map<ModelTier, List<String>>> configured) {
        List<String> chosen = new ArrayList<>();
        long left = memory;
        List<ModelTier> tiers =
                Arrays.stream(ModelTier.values())
                        .filter(tier -> tier.ordinal() >= best.ordinal())
                        .toList();
        for (ModelTier tier : tiers) {
            for (String name : namesOf(tier, configured)) {
                long need =
                        Math.round(
                                ParameterCount.inName(name).orElse(Double.MAX_VALUE / 2)
                                        * MemoryEstimate.RULE);
                if (chosen.size() < maxModels && need <= left && !chosen.contains(name)) {
                    chosen.add(name);
                    left -= need;
                    break;
                }
            }
        }
        return List.copyOf(chosen);
    }

    private static List<String> namesOf(
            ModelTier tier, List<Map<ModelTier, List<String>>> configured) {
        return configured.stream()
                .flatMap(tiers -> tiers.getOrDefault(tier, List.of()).stream())
                .toList();
    }
}
