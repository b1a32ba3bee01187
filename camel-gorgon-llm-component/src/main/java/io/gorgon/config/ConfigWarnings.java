package io.gorgon.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.gorgon.yaml.Nearest;
import io.gorgon.yaml.QuotedText;
import java.util.ArrayList;
import java.util.List;

/** Finds what loads but is likely not meant. */
final class ConfigWarnings {

    private static final JsonPointer MODE = JsonPointer.compile("/llm/mode");

    private final ConfigDocument document;
    private final Mode mode;
    private final ModelTable models;
    private final List<ConfigProblem> warnings = new ArrayList<>();

    ConfigWarnings(ConfigDocument document, Mode mode, ModelTable models) {
        this.document = document;
        this.mode = mode;
        this.models = models;
    }

    List<ConfigProblem> warnings() {
        return warnings;
    }

    void add(ConfigProblem warning) {
        warnings.add(warning);
    }

    void notPermitted(ProviderBlock block) {
        String label = ConfigDocument.label(block.place());
        String reason;
        if (mode == Mode.CLOUD) {
            reason = " is local and the mode is cloud; use mode hybrid to have both";
        } else if (mayBePrivate(block)) {
            reason =
                    " does not count as local and the mode is local; if the server is in the private"
                            + " network, add local: true";
        } else {
            reason = " is not local and the mode is local; use mode hybrid to have both";
        }
        warnings.add(document.atKey(block.place(), label + " is not used: it" + reason));
    }

    private static boolean mayBePrivate(ProviderBlock block) {
        boolean ownAddress = block.keys().has("base_url") && block.local().isEmpty();
        return ownAddress
                && block.baseUrl()
                        .filter(
                                url ->
                                        url.host() == HostKind.PRIVATE
                                                || url.host() == HostKind.NAME)
                        .isPresent();
    }

    void nothingUsable() {
        JsonPointer place =
                document.at(ProviderBlock.ALL).isMissingNode() ? MODE : ProviderBlock.ALL;
        warnings.add(
                document.atKey(
                        place,
                        "no provider can be used: enable one that mode "
                                + mode.label()
                                + " permits under llm.providers, or change llm.mode"));
    }

    /** Looks at a provider that is used. */
    void provider(ProviderBlock block) {
        if (block.place() == null || block.isLocal()) {
            return;
        }
        block.baseUrl().ifPresent(url -> encryption(block, url));
        String type = block.type().orElseThrow();
        if (models.catalog().of(type).isEmpty() || block.compatibleOnly()) {
            return;
        }
        JsonPointer tiers = block.place().appendProperty("tier_models");
        document.at(tiers)
                .properties()
                .forEach(tier -> names(type, tiers.appendProperty(tier.getKey()), tier.getValue()));
    }

    private void encryption(ProviderBlock block, BaseUrl url) {
        boolean exposed = url.host() == HostKind.PUBLIC || url.host() == HostKind.NAME;
        if (exposed && !url.encrypted()) {
            JsonPointer place = block.place().appendProperty("base_url");
            warnings.add(
                    document.atValue(
                            place,
                            ConfigDocument.label(place)
                                    + " sends keys and prompts unencrypted; use https://, or add"
                                    + " local: true if the server is in the private network"));
        }
    }

    private void names(String type, JsonPointer place, JsonNode value) {
        if (value.isTextual()) {
            name(type, place, value.textValue());
        }
        for (int i = 0; i < value.size(); i++) {
            name(type, place.appendIndex(i), value.get(i).textValue());
        }
    }

    private void name(String type, JsonPointer place, String model) {
        models.retirement(type, model)
                .ifPresentOrElse(
                        retired ->
                                warnings.add(
                                        document.atValue(
                                                place,
                                                "the model "
                                                        + QuotedText.of(model)
                                                        + " was retired on "
                                                        + retired.day()
                                                        + "; use '"
                                                        + retired.replacement()
                                                        + "'")),
                        () -> {
                            if (!models.knows(type, model)) {
                                unknown(type, place, model);
                            }
                        });
    }

    private void unknown(String type, JsonPointer place, String model) {
        List<String> usable = models.usable(type);
        warnings.add(
                document.atValue(
                        place,
                        "unknown model "
                                + QuotedText.of(model)
                                + " of "
                                + type
                                + Nearest.of(model, usable)
                                        .map(nearest -> "; did you mean '" + nearest + "'?")
                                        .orElseGet(
                                                () -> "; known are " + String.join(", ", usable))));
    }
}
