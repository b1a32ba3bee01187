package io.gorgon.camel.llm;

/** What becomes the body; the names are those of the {@code outputType} option. */
public enum GorgonLlmOutputType {
    /** The answer's text. */
    text,
    /** The whole {@link io.gorgon.llm.LlmResponse} or {@link io.gorgon.llm.EmbedResponse}. */
    response,
    /** The answer's text read as JSON: maps, lists, strings, numbers. */
    json
}
