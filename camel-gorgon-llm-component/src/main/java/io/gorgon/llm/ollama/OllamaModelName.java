package io.gorgon.llm.ollama;

import java.util.Locale;

/**
 * A model's name, {@code [host/][namespace/]model[:tag]}, compared as Ollama compares names: with
 * its defaults filled in and without regard to case. So {@code llama3.2}, {@code llama3.2:latest}
 * and {@code library/Llama3.2} are one.
 *
 * @param host the registry; never null
 * @param namespace never null
 * @param model never null
 * @param tag never null
 */
record OllamaModelName(String host, String namespace, String model, String tag) {

    private static final String DEFAULT_HOST = "registry.ollama.ai";
    private static final String DEFAULT_NAMESPACE = "library";
    private static final String DEFAULT_TAG = "latest";

    static OllamaModelName of(String name) {
        String text = name.strip().toLowerCase(Locale.ROOT).replaceFirst("^https?://", "");
        int colon = text.lastIndexOf(':');
        // A colon before the last slash belongs to the port of the host.
        boolean tagged = colon > text.lastIndexOf('/');
        String tag = tagged ? text.substring(colon + 1) : "";
        String[] parts = (tagged ? text.substring(0, colon) : text).split("/", 3);
        return new OllamaModelName(
                parts.length == 3 ? parts[0] : DEFAULT_HOST,
                parts.length == 1 ? DEFAULT_NAMESPACE : parts[parts.length - 2],
                parts[parts.length - 1],
                tag.isEmpty() ? DEFAULT_TAG : tag);
    }

    static boolean same(String one, String other) {
        return of(one).equals(of(other));
    }

    /** Whether the name says that Ollama passes calls for the model on to its cloud. */
    boolean namesCloud() {
        String end = tag.equals(DEFAULT_TAG) ? model : tag;
        return tag.equals("cloud") || end.endsWith("-cloud");
    }
}
