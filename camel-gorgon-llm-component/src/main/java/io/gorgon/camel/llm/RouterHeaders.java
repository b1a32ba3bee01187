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

    /**
     * Whether only local providers may be called for this request, whatever the mode: a Boolean.
     */
    public static final String LOCAL_ONLY = "CamelGorgonLlmLocalOnly";

    /** Why a smaller tier is asked than the caller wanted, in words; absent when it is not. */
    public static final String TIER_LOWERED = "CamelGorgonLlmTierLowered";

    private RouterHeaders() {}
}
