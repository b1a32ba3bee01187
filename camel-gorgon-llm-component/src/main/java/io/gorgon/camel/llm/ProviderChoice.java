package io.gorgon.camel.llm;

import io.gorgon.llm.Capability;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.error.NotAllowedException;
import io.gorgon.llm.error.UnsupportedByProviderException;
import java.util.stream.Collectors;

/** Finds providers by what is asked of them, and says what there is when none fits. */
public final class ProviderChoice {

    private ProviderChoice() {}

    /**
     * The provider of a name.
     *
     * @throws NotAllowedException if no enabled provider that the mode permits has the name
     */
    public static LlmProvider named(GorgonLlm gorgon, String name) {
        return gorgon.providers()
                .find(name)
                .orElseThrow(
                        () ->
                                new NotAllowedException(
                                        name,
                                        null,
                                        0,
                                        "there is no provider '"
                                                + name
                                                + "' in mode "
                                                + gorgon.config().mode().label()
                                                + ": "
                                                + available(gorgon)
                                                + " ("
                                                + gorgon.config().source()
                                                + ")",
                                        null));
    }

    /**
     * The first provider.
     *
     * @throws NotAllowedException if there is none
     */
    public static LlmProvider any(GorgonLlm gorgon) {
        return gorgon.providers().all().stream().findFirst().orElseThrow(() -> none(gorgon));
    }

    /**
     * The first provider that can do something.
     *
     * @param action what it is about, for the message: "fetch models"
     * @throws UnsupportedByProviderException if there is none
     */
    public static LlmProvider withCapability(
            GorgonLlm gorgon, Capability capability, String action) {
        return gorgon.providers().all().stream()
                .filter(provider -> provider.capabilities().contains(capability))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UnsupportedByProviderException(
                                        null,
                                        null,
                                        0,
                                        "no provider can " + action + ": " + available(gorgon),
                                        null));
    }

    /** The failure when nothing may be called. */
    public static NotAllowedException none(GorgonLlm gorgon) {
        return new NotAllowedException(
                null,
                null,
                0,
                "no provider may be called for this in mode "
                        + gorgon.config().mode().label()
                        + ": "
                        + available(gorgon)
                        + "; enable one under llm.providers ("
                        + gorgon.config().source()
                        + ")",
                null);
    }

    private static String available(GorgonLlm gorgon) {
        String names =
                gorgon.providers().all().stream()
                        .map(LlmProvider::name)
                        .collect(Collectors.joining(", "));
        return names.isEmpty() ? "none is enabled" : "enabled are " + names;
    }
}
