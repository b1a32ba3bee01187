package io.gorgon.llm.ollama;

import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.error.NotAllowedException;
import io.gorgon.llm.error.UnsupportedByProviderException;
import io.gorgon.llm.http.CallContext;
import io.gorgon.llm.ollama.OllamaFit.Pick;
import io.gorgon.llm.spi.ModelFacts;
import io.gorgon.llm.spi.ProviderSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Chooses the pulled model that answers: the one that is asked for by name, else the first of the
 * tier's preference list, else one of a neighbouring tier. Never one that cannot do what is asked.
 */
final class OllamaModelSelection {

    private final ProviderSettings settings;
    private final OllamaModels models;
    private final OllamaMisses misses;
    private final OllamaFit fit;

    OllamaModelSelection(
            ProviderSettings settings, OllamaModels models, OllamaClient client, OllamaFit fit) {
        this.settings = settings;
        this.models = models;
        this.fit = fit;
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
        fit.refusal(model, call)
                .ifPresent(
                        why -> {
                            throw fit.failure(model.name(), List.of(why));
                        });
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
        Optional<List<OllamaModel>> kept = models.kept();
        Pick known = kept.map(list -> ofTier(tier, list, need, call)).orElseGet(Pick::nothing);
        if (known.model().isPresent()) {
            return new Choice(known.model().get(), tier, notes(known));
        }
        // A list in which models are too large is not out of date for that.
        boolean tooLarge = !known.tooLarge().isEmpty();
        List<OllamaModel> list = tooLarge ? kept.orElseThrow() : models.refresh(call);
        Pick preferred = tooLarge ? known : ofTier(tier, list, need, call);
        if (preferred.model().isPresent()) {
            return new Choice(preferred.model().get(), tier, notes(preferred));
        }
        return neighbour(tier, list, need, call, preferred.tooLarge());
    }

    private Choice neighbour(
            ModelTier tier,
            List<OllamaModel> list,
            Need need,
            CallContext call,
            List<String> tooLargeOfTier) {
        List<String> tooLarge = new ArrayList<>(tooLargeOfTier);
        for (ModelTier neighbour : tier.neighbours()) {
            Pick pick = ofTier(neighbour, list, need, call);
            tooLarge.addAll(pick.tooLarge());
            if (pick.model().isPresent()) {
                List<String> notes = new ArrayList<>(tooLarge);
                notes.add(note(tier, neighbour, pick.model().get()));
                return new Choice(pick.model().get(), neighbour, notes);
            }
        }
        if (!tooLarge.isEmpty()) {
            throw fit.failure(null, tooLarge);
        }
        throw misses.tier(tier, need.action(), list);
    }

    private List<String> notes(Pick pick) {
        if (pick.tooLarge().isEmpty()) {
            return List.of();
        }
        String model = pick.model().orElseThrow().name();
        return List.of(String.join("; ", pick.tooLarge()) + "; so " + model + " answered");
    }

    /**
     * Why there is memory for no model of a tier; empty when there is for one, or when it has none.
     *
     * @throws io.gorgon.llm.error.LlmException if the server has to be asked and does not answer
     */
    Optional<String> shortage(ModelTier tier, CallContext call) {
        Need need =
                tier == ModelTier.EMBEDDING
                        ? new Need(OllamaModel::canEmbed, "make embeddings")
                        : new Need(OllamaModel::canChat, "chat");
        List<OllamaModel> list = models.kept().orElseGet(() -> models.refresh(call));
        Pick pick = ofTier(tier, list, need, call);
        return pick.model().isPresent() || pick.tooLarge().isEmpty()
                ? Optional.empty()
                : Optional.of(String.join("; ", pick.tooLarge()));
    }

    /** The usable model of a tier's preference list for which there is memory. */
    private Pick ofTier(ModelTier tier, List<OllamaModel> list, Need need, CallContext call) {
        Stream<OllamaModel> usable =
                settings.modelsOf(tier).stream()
                        .filter(
                                name ->
                                        !(settings.local()
                                                && OllamaModelName.of(name).namesCloud()))
                        .map(name -> pulled(name, list))
                        .flatMap(Optional::stream)
                        .filter(this::mayAnswer)
                        .map(listed -> models.describe(listed, call))
                        .filter(model -> mayAnswer(model) && need.met().test(model));
        // Lazily: a model behind the one that is taken is not asked about.
        return fit.pick(usable::iterator, call);
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
