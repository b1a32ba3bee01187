package io.gorgon.camel.llm;

/** What an endpoint does; the names are those of the {@code operation} option. */
public enum GorgonLlmOperation {
    /** Answers the body. */
    chat,
    /** Turns the body into vectors. */
    embed,
    /** Lists the models of the provider, or of all. */
    models,
    /** Probes the provider, or all. */
    health,
    /** Fetches a model. */
    pull,
    /** Estimates the input tokens of the body. */
    estimate
}
