package io.gorgon.llm.ollama;

import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.error.NotAllowedException;
import io.gorgon.llm.error.UnsupportedByProviderException;
import io.gorgon.llm.http.CallContext;
import io.gorgon.llm.spi.ModelFacts;
import io.gorgon.llm.spi.ProviderSettings;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Chooses the pulled model that answers: the one that is asked for by name, else the first of the
 * tier's preference list, else one of a neighbouring tier. Never one that cannot do what is asked.
 */
final class OllamaModelSelection {

    private final ProviderSettings settings;
    private final OllamaModels models;
    private final OllamaMisses misses;

    OllamaModelSelection(ProviderSettings settings, OllamaModels models, OllamaClient client) {
        this.settings = settings;
        this.models = models;
        this.misses = new OllamaMisses(settings, client.baseUrl());
    }

    /**
     * The model that answers.
     *
     * @param notes what the caller should know about the choice
     */
    record Choice(OllamaModel model, ModelTier tierServed, List<String> notes) {}

    /** What a model has to be able to do. */
    private record Need(Predicate<OllamaModel> met, String action) {}

    Choice forChat(LlmRequest request) {
        boolean images = request.messages().stream().anyMatch(turn -> !turn.images().isEmpty());
        Need need =
                images
                        ? new Need(this::canChatAboutImages, "read images")
                        : new Need(OllamaModel::canChat, "chat");
        return choose(
                request.model(), request.tier(), need, CallContext.of(request, request.model()));
    }

    Choice forEmbedding(String model, CallContext call) {
        return choose(
                model,
                ModelTier.EMBEDDING,
                new Need(OllamaModel::canEmbed, "make embeddings"),
                call);
    }

    private boolean canChatAboutImages(OllamaModel model) {
        boolean configured =
                settings.models()
                        .find(settings.type(), model.name())
                        .map(ModelFacts::images)
                        .orElse(true);
        return model.canChat() && model.mayReadImages() && configured;
    }

    private Choice choose(String name, ModelTier tier, Need need, CallContext call) {
        return name == null ? byTier(tier, need, call) : byName(name, tier, need, call);
    }

    private Choice byName(String name, ModelTier tier, Need need, CallContext call) {
        if (settings.local() && OllamaModelName.of(name).namesCloud()) {
            throw passedOn(name);
        }
        OllamaModel listed =
                models.kept()
                        .flatMap(list -> pulled(name, list))
                        .orElseGet(() -> pulledNow(name, call));
        OllamaModel model = models.describe(listed, call);
        if (settings.local() && model.remote()) {
            throw passedOn(name);
        }
        if (!need.met().test(model)) {
            throw new UnsupportedByProviderException(
                    settings.name(),
                    model.name(),
                    0,
                    settings.name() + ": the model " + model.name() + " cannot " + need.action(),
                    null);
        }
        return new Choice(model, tierOf(model, tier), List.of());
    }

    private static Optional<OllamaModel> pulled(String name, List<OllamaModel> list) {
        return list.stream().filter(model -> model.is(name)).findFirst();
    }

    private OllamaModel pulledNow(String name, CallContext call) {
        List<OllamaModel> list = models.refresh(call);
        return pulled(name, list).orElseThrow(() -> misses.model(name, list));
    }

    /** The tier whose list holds the model: the one asked for, if it does. */
    private ModelTier tierOf(OllamaModel model, ModelTier asked) {
        if (settings.modelsOf(asked).stream().anyMatch(model::is)) {
            return asked;
        }
        return asked.neighbours().stream()
                .filter(tier -> settings.modelsOf(tier).stream().anyMatch(model::is))
                .findFirst()
                .orElse(asked);
    }

    private Choice byTier(ModelTier tier, Need need, CallContext call) {
        Optional<OllamaModel> known = models.kept().flatMap(list -> ofTier(tier, list, need, call));
        if (known.isPresent()) {
            return new Choice(known.get(), tier, List.of());
        }
        List<OllamaModel> list = models.refresh(call);
        Optional<OllamaModel> preferred = ofTier(tier, list, need, call);
        if (preferred.isPresent()) {
            return new Choice(preferred.get(), tier, List.of());
        }
        for (ModelTier neighbour : tier.neighbours()) {
            Optional<OllamaModel> model = ofTier(neighbour, list, need, call);
            if (model.isPresent()) {
                return new Choice(
                        model.get(), neighbour, List.of(note(tier, neighbour, model.get())));
            }
        }
        throw misses.tier(tier, need.action(), list);
    }

    /** The first usable model of a tier's preference list. */
    private Optional<OllamaModel> ofTier(
            ModelTier tier, List<OllamaModel> list, Need need, CallContext call) {
        for (String name : settings.modelsOf(tier)) {
            if (settings.local() && OllamaModelName.of(name).namesCloud()) {
                continue;
            }
            Optional<OllamaModel> listed = pulled(name, list);
            if (listed.isPresent() && mayAnswer(listed.get())) {
                OllamaModel model = models.describe(listed.get(), call);
                if (mayAnswer(model) && need.met().test(model)) {
                    return Optional.of(model);
                }
            }
        }
        return Optional.empty();
    }

    private boolean mayAnswer(OllamaModel model) {
        return !(settings.local() && model.remote());
    }

    private String note(ModelTier asked, ModelTier served, OllamaModel model) {
        return settings.name()
                + ": no model of the tier "
                + asked.label()
                + " can be used now ("
                + String.join(", ", settings.modelsOf(asked))
                + "), so "
                + model.name()
                + " of the tier "
                + served.label()
                + " answered";
    }

    NotAllowedException passedOn(String name) {
        return new NotAllowedException(
                settings.name(),
                name,
                0,
                settings.name()
                        + ": calls for "
                        + name
                        + " leave this machine (a cloud model of Ollama), which a local provider may not do",
                null);
    }
}
