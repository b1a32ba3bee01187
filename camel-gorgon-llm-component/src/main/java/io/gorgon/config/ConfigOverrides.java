package io.gorgon.config;

import java.util.Map;

/**
 * What is said outside the file and stands above it.
 *
 * @param mode instead of the file's mode; null to keep it
 * @param mockOnly true for a single provider {@code mock} instead of all that the file names
 * @param settings values, written as in YAML, by dotted path, such as {@code
 *     llm.providers.ollama.base_url}; the file's own keys may also be written as {@code base-url}
 *     or {@code baseUrl}; never null
 */
public record ConfigOverrides(Mode mode, boolean mockOnly, Map<String, String> settings) {

    public static ConfigOverrides none() {
        return new ConfigOverrides(null, false, Map.of());
    }
}
