package io.gorgon.camel.llm;

/**
 * Headers between the producer and the routes. They are set on an exchange of their own and never
 * taken from a caller.
 */
public final class RouterHeaders {

    /** The mode of the installation: {@code local}, {@code cloud} or {@code hybrid}. */
    public static final String MODE = "CamelGorgonLlmMode";

    /** Whether the caller wants the answer in pieces. */
    public static final String STREAM = "CamelGorgonLlmStream";

    private RouterHeaders() {}
}
