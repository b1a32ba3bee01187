package io.gorgon.llm.ollama;

import io.gorgon.llm.ModelTier;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.error.ModelNotFoundException;
import io.gorgon.llm.error.UnsupportedByProviderException;
import io.gorgon.llm.spi.ProviderSettings;
import io.gorgon.llm.spi.PullPermission;
import java.util.List;
import java.util.stream.Collectors;

/** Says that a model is not there, what is, and how to get it. */
final class OllamaMisses {

    private static final int MOST_NAMES = 20;

    private final ProviderSettings settings;
    private final String server;

    OllamaMisses(ProviderSettings settings, String baseUrl) {
        this.settings = settings;
        this.server = settings.name() + " at " + baseUrl;
    }

    /** How to get a model: without our own command where it would refuse. */
    static String pullCommand(ProviderSettings settings, String model) {
        String ours =
                settings.pullPermission() == PullPermission.NEVER
                        ? ""
                        : "`gorgon pull " + model + "` or ";
        return "pull it with " + ours + "`ollama pull " + model + "`";
    }

    /** A model that was asked for by name. */
    ModelNotFoundException model(String name, List<OllamaModel> pulled) {
        return notFound(
                name,
                server
                        + " does not have the model "
                        + name
                        + " ("
                        + names(pulled)
                        + "); "
                        + pullCommand(settings, name));
    }

    /** Any model of a tier or its neighbours. */
    LlmException tier(ModelTier tier, String action, List<OllamaModel> pulled) {
        List<String> wanted = settings.modelsOf(tier);
        String setting = "llm.providers." + settings.name() + ".tier_models." + tier.label();
        if (wanted.isEmpty()) {
            return notFound(
                    null,
                    settings.name()
                            + " has no models for the tier "
                            + tier.label()
                            + " ("
                            + names(pulled)
                            + "); set "
                            + setting);
        }
        boolean present =
                wanted.stream().anyMatch(name -> pulled.stream().anyMatch(model -> model.is(name)));
        if (present) {
            return new UnsupportedByProviderException(
                    settings.name(),
                    null,
                    0,
                    server
                            + ": no pulled model of the tier "
                            + tier.label()
                            + " or its neighbours can "
                            + action
                            + " here ("
                            + names(pulled)
                            + "); put one that can into "
                            + setting,
                    null);
        }
        return notFound(
                null,
                server
                        + " has no model for the tier "
                        + tier.label()
                        + ": none of "
                        + String.join(", ", wanted)
                        + " is there ("
                        + names(pulled)
                        + "); for "
                        + wanted.get(0)
                        + ", "
                        + pullCommand(settings, wanted.get(0))
                        + ", or name a pulled model in "
                        + setting);
    }

    private ModelNotFoundException notFound(String model, String message) {
        return new ModelNotFoundException(settings.name(), model, 0, message, null);
    }

    private static String names(List<OllamaModel> pulled) {
        if (pulled.isEmpty()) {
            return "no model is pulled";
        }
        String names =
                pulled.stream()
                        .limit(MOST_NAMES)
                        .map(OllamaModel::name)
                        .collect(Collectors.joining(", "));
        int more = pulled.size() - MOST_NAMES;
        return "pulled: " + names + (more > 0 ? " and " + more + " more" : "");
    }
}
