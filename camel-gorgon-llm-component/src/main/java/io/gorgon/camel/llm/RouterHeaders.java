package io.gorgon.camel.llm;

/**
 * What travels between the producer and the routes, on an exchange of their own. None of it is ever
 * taken from a caller's exchange.
 */
public final class RouterHeaders {

    /** Header: the mode of the installation: {@code local}, {@code cloud} or {@code hybrid}. */
    public static final String MODE = "CamelGorgonLlmMode";

    /** Header: the provider that the caller named; absent when the routes choose. */
    public static final String PINNED = "CamelGorgonLlmPinned";

    /** Header: whether the caller wants the answer in pieces. */
    public static final String STREAM = "CamelGorgonLlmStream";

    /** Header: true when only local providers may be called, whatever the mode permits. */
    public static final String FORCE_LOCAL = "CamelGorgonLlmForceLocal";

    /** Header: true when the request itself says that it must stay with local providers. */
    public static final String PRIVATE = GorgonLlmConstants.PRIVATE;

    /** Header: why only local providers may be called. */
    public static final String FORCE_LOCAL_REASON = "CamelGorgonLlmForceLocalReason";

    /**
     * {@code true} when a budget is nearly used up (soft limit), so that local providers should
     * come first; absent otherwise.
     */
    public static final String PREFER_LOCAL = "CamelGorgonLlmPreferLocal";

    /** Header: tokens that the caller may still spend; absent when there is no limit. */
    public static final String BUDGET_REMAINING = "CamelGorgonLlmBudgetRemaining";

    /** Header: with fewer tokens left than this, local providers come first. */
    public static final String PREFER_LOCAL_UNDER = "CamelGorgonLlmPreferLocalUnder";

    /** Header: why a lower tier is asked than the caller wanted. */
    public static final String TIER_LOWERED = "CamelGorgonLlmTierLowered";

    /** Property: true on an exchange that comes from the producer and not from a caller. */
    public static final String ROUTED = "CamelGorgonLlmRouted";

    /** Property: the provider that is to be asked now; absent when the attempts are over. */
    public static final String ATTEMPT_PROVIDER = "CamelGorgonLlmAttemptProvider";

    private RouterHeaders() {}
}
