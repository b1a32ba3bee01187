package io.gorgon.llm.openai;

import io.gorgon.llm.spi.ProviderSettings;
import java.net.URI;
import java.util.Locale;

/**
 * Where the server is.
 *
 * @param baseUrl what paths such as {@code /models} are added to; never null, without a closing
 *     slash
 * @param official whether it is OpenAI's own service, which is stricter than the servers that are
 *     compatible with it
 */
record OpenAiAddress(URI baseUrl, boolean official) {

    private static final String OFFICIAL_HOST = "api.openai.com";

    /**
     * Reads the base URL as people write it: with or without a closing slash, and without a path
     * for {@code /v1}.
     *
     * @throws IllegalArgumentException if it is missing or cannot be one
     */
    static OpenAiAddress of(ProviderSettings settings) {
        URI given = settings.baseUrl();
        if (given == null || given.getHost() == null || given.getScheme() == null) {
            throw invalid(settings, "needs a base_url with a host");
        }
        if (given.getRawQuery() != null || given.getRawFragment() != null) {
            throw invalid(
                    settings, "has a base_url with a query or a fragment, which it cannot use");
        }
        if (given.getRawUserInfo() != null) {
            throw invalid(
                    settings, "has a base_url with a user or a password, which it cannot use");
        }
        String path = given.getRawPath() == null ? "" : given.getRawPath().replaceAll("/+$", "");
        String root = given.getScheme() + "://" + given.getRawAuthority();
        return new OpenAiAddress(
                URI.create(root + (path.isEmpty() ? "/v1" : path)), isOfficial(given.getHost()));
    }

    /** Regional hosts such as {@code eu.api.openai.com} belong to it as well. */
    private static boolean isOfficial(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals(OFFICIAL_HOST) || name.endsWith("." + OFFICIAL_HOST);
    }

    private static IllegalArgumentException invalid(ProviderSettings settings, String what) {
        return new IllegalArgumentException(
                settings.definedAt()
                        + ": the provider "
                        + settings.name()
                        + " "
                        + what
                        + "; write it like https://api.openai.com/v1 or http://localhost:8000/v1");
    }
}
