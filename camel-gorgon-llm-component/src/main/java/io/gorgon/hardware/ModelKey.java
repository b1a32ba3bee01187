package io.gorgon.hardware;

import io.gorgon.llm.spi.ProviderSettings;
import io.gorgon.llm.spi.ServedModel;
import java.net.URI;
import java.util.Locale;

/**
 * A model on a server, as loaded with a context.
 *
 * @param server never null
 * @param model its name and its digest, as fakes and copies may share one of them; never null
 * @param contextTokens its context window
 */
record ModelKey(String server, String model, int contextTokens) {

    private static final int NO_PORT = -1;

    static ModelKey of(ServedModel model) {
        return new ModelKey(
                server(model.provider()),
                plain(model.name()) + (model.digest() == null ? "" : "@" + model.digest()),
                model.contextTokens());
    }

    /** The address of a server, so that two providers of one share it. */
    static String server(ProviderSettings provider) {
        URI url = provider.baseUrl();
        if (url == null || url.getHost() == null) {
            return provider.name();
        }
        String host = url.getHost().toLowerCase(Locale.ROOT);
        return (provider.isOnThisMachine() ? "localhost" : host)
                + (url.getPort() == NO_PORT ? "" : ":" + url.getPort());
    }

    /** What calls for one model share, whatever context they ask for. */
    String line() {
        return server + " " + model;
    }

    /** Whether two names mean one model: without regard to case and to the tag {@code latest}. */
    static boolean sameName(String one, String other) {
        return plain(one).equals(plain(other));
    }

    private static String plain(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return lower.endsWith(":latest") ? lower.substring(0, lower.lastIndexOf(':')) : lower;
    }
}
