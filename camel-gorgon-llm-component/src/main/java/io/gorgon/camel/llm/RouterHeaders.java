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
     * {@code true} when only local providers may serve the call, as its budget allows nothing that
     * costs money; absent otherwise. Also taken as such when it is set before the reservation.
     */
    public static final String FORCE_LOCAL = "CamelGorgonLlmForceLocal";

    /** Why local is forced, a sentence for people; absent when it is not. */
    public static final String FORCE_LOCAL_REASON = "CamelGorgonLlmForceLocalReason";

    /**
     * {@code true} when a budget is nearly used up (soft limit), so that local providers should
     * come first; absent otherwise.
     */
    public static final String PREFER_LOCAL = "CamelGorgonLlmPreferLocal";

    /**
     * Tokens that are left in the tightest budget after this call, as a {@code Long}; absent when
     * there is no limit. Zero is the least, and no sign of "no limit".
     */
    public static final String BUDGET_REMAINING = "CamelGorgonLlmBudgetRemaining";

    private RouterHeaders() {}
}
