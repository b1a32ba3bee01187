package io.gorgon.llm.spi;

/**
 * What may be sent to a model. Data from the configuration, not knowledge of the code.
 *
 * @param name a model's name, or the start of it followed by {@code *}; never null
 * @param contextTokens its context window, in tokens; null when unknown
 * @param maxOutputTokens the most tokens that it answers with; null when unknown
 * @param temperature whether it takes a temperature
 * @param structuredOutput whether the provider makes it obey a schema
 * @param images whether it reads images
 * @param maxTokensField the wire field for the maximum of tokens, where a provider has two; null
 *     for the usual one
 */
public record ModelFacts(
        String name,
        Integer contextTokens,
        Integer maxOutputTokens,
        boolean temperature,
        boolean structuredOutput,
        boolean images,
        String maxTokensField) {

    /** For a model that nobody described: what was asked is sent, and the server decides. */
    public static ModelFacts unknown(String name) {
        return new ModelFacts(name, null, null, true, true, true, null);
    }
}
