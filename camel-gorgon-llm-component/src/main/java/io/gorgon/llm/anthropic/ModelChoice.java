package io.gorgon.llm.anthropic;

import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.error.ModelNotFoundException;
import io.gorgon.llm.spi.ModelFacts;
import io.gorgon.llm.spi.ProviderSettings;
import java.util.List;

/**
 * The model that answers a request.
 *
 * @param model its name as it is sent; never null
 * @param tier the tier that it serves; never null
 * @param facts what may be sent to it; never null
 * @param notes what the caller should know of the choice; never null
 */
record ModelChoice(String model, ModelTier tier, ModelFacts facts, List<String> notes) {

    /**
     * The model that the request names, else the first one of its tier, else the first one of a
     * neighbouring tier.
     *
     * @throws ModelNotFoundException if no tier has a model
     */
    static ModelChoice of(LlmRequest request, ProviderSettings settings) {
        if (request.model() != null) {
            return choice(request.model(), tierOf(request, settings), settings, List.of());
        }
        ModelTier asked = request.tier();
        if (!settings.modelsOf(asked).isEmpty()) {
            return choice(settings.modelsOf(asked).get(0), asked, settings, List.of());
        }
        for (ModelTier neighbour : asked.neighbours()) {
            if (!settings.modelsOf(neighbour).isEmpty()) {
                String model = settings.modelsOf(neighbour).get(0);
                String note =
                        "No model is configured for the tier %s; %s of the tier %s answered."
                                .formatted(asked.label(), model, neighbour.label());
                return choice(model, neighbour, settings, List.of(note));
            }
        }
        throw new ModelNotFoundException(
                settings.name(),
                null,
                0,
                "%s has no model for the tier %s nor for another one: set tier_models of the provider (%s)"
                        .formatted(settings.name(), asked.label(), settings.definedAt()),
                null);
    }

    private static ModelChoice choice(
            String model, ModelTier tier, ProviderSettings settings, List<String> notes) {
        ModelFacts facts =
                settings.models()
                        .find(settings.type(), model)
                        .orElseGet(() -> ModelFacts.unknown(model));
        return new ModelChoice(model, tier, facts, notes);
    }

    /** The tier that a named model is configured for, the asked one first. */
    private static ModelTier tierOf(LlmRequest request, ProviderSettings settings) {
        ModelTier asked = request.tier();
        if (!settings.modelsOf(asked).contains(request.model())) {
            for (ModelTier neighbour : asked.neighbours()) {
                if (settings.modelsOf(neighbour).contains(request.model())) {
                    return neighbour;
                }
            }
        }
        return asked;
    }
}
