package io.gorgon.llm;

import java.util.List;

/**
 * Vectors for the texts of an {@link EmbedRequest}.
 *
 * @param vectors one per input, in the order of the inputs, all of the same length; never null
 * @param model the model that made them; never null
 * @param provider the name of the provider; never null
 * @param providerType the type of the provider, such as {@code ollama} or {@code mock}; never null
 * @param usage tokens read; the output tokens are zero
 * @param latencyMs from call to answer, in milliseconds
 */
public record EmbedResponse(
        List<float[]> vectors,
        String model,
        String provider,
        String providerType,
        TokenUsage usage,
        long latencyMs) {

    public EmbedResponse {
        vectors = List.copyOf(vectors);
    }
}
