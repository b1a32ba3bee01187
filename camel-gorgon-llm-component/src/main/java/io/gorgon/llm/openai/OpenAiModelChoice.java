package io.gorgon.llm.openai;

import io.gorgon.llm.ModelInfo;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.error.ModelNotFoundException;
import io.gorgon.llm.spi.ProviderSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Says which model answers: the one asked for by name, else the tier's first, else that of a
 * neighbouring tier. A server for which nobody has named models and that has a single one, as
 * llama.cpp and vLLM usually do, answers with that. Thread-safe.
 */
final class OpenAiModelChoice {

    private static final Duration LISTING_HOLDS = Duration.ofSeconds(30);
    private static final int MOST_NAMES_IN_MESSAGE = 20;

    private final ProviderSettings settings;
    private final Clock clock;
    private volatile Listing listing;

    private record Listing(List<String> names, Instant until) {}

    OpenAiModelChoice(ProviderSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * A choice.
     *
     * @param tier the tier that the model belongs to
     * @param notes what the caller should know
     */
    record Choice(String model, ModelTier tier, List<String> notes) {}

    /**
     * @param model the model asked for by name; null to leave it to the tier
     * @param list asks the server which models it has; only called when nothing is configured
     * @throws ModelNotFoundException saying what there is and what to configure
     */
    Choice choose(ModelTier tier, String model, Supplier<List<ModelInfo>> list) {
        if (model != null) {
            return new Choice(model, tierOf(model, tier), List.of());
        }
        if (!settings.modelsOf(tier).isEmpty()) {
            return new Choice(settings.modelsOf(tier).get(0), tier, List.of());
        }
        for (ModelTier neighbour : tier.neighbours()) {
            if (!settings.modelsOf(neighbour).isEmpty()) {
                return ofNeighbour(tier, neighbour);
            }
        }
        if (settings.tierModels().values().stream().anyMatch(models -> !models.isEmpty())) {
            throw notFound(tier, "");
        }
        List<String> names = names(list);
        if (names.size() == 1) {
            return new Choice(names.get(0), tier, List.of());
        }
        throw notFound(tier, described(names));
    }

    private ModelTier tierOf(String model, ModelTier asked) {
        if (settings.modelsOf(asked).contains(model)) {
            return asked;
        }
        for (ModelTier tier : asked.neighbours()) {
            if (settings.modelsOf(tier).contains(model)) {
                return tier;
            }
        }
        return asked;
    }

    private Choice ofNeighbour(ModelTier asked, ModelTier served) {
        String model = settings.modelsOf(served).get(0);
        String note =
                settings.name()
                        + " has no model for the tier "
                        + asked.label()
                        + "; "
                        + model
                        + " of the tier "
                        + served.label()
                        + " answered.";
        return new Choice(model, served, List.of(note));
    }

    private List<String> names(Supplier<List<ModelInfo>> list) {
        Listing known = listing;
        if (known == null || !clock.instant().isBefore(known.until())) {
            List<String> names = list.get().stream().map(ModelInfo::name).sorted().toList();
            known = new Listing(names, clock.instant().plus(LISTING_HOLDS));
            listing = known;
        }
        return known.names();
    }

    private static String described(List<String> names) {
        if (names.isEmpty()) {
            return "; the server lists no model, load one";
        }
        String some = names.stream().limit(MOST_NAMES_IN_MESSAGE).collect(Collectors.joining(", "));
        int more = names.size() - MOST_NAMES_IN_MESSAGE;
        return "; the server has " + some + (more > 0 ? " and " + more + " more" : "");
    }

    private ModelNotFoundException notFound(ModelTier tier, String available) {
        return new ModelNotFoundException(
                settings.name(),
                null,
                0,
                settings.name()
                        + " has no model for the tier "
                        + tier.label()
                        + ": name one in llm.providers."
                        + settings.name()
                        + ".tier_models."
                        + tier.label()
                        + " or in the request"
                        + available,
                null);
    }
}
