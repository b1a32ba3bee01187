package io.gorgon.llm.failover;

import io.gorgon.llm.error.AuthenticationException;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.error.LlmTimeoutException;
import io.gorgon.llm.error.ModelNotFoundException;
import io.gorgon.llm.error.NotAllowedException;
import io.gorgon.llm.error.OverloadedException;
import io.gorgon.llm.error.RateLimitedException;
import io.gorgon.llm.error.UnreachableException;
import io.gorgon.llm.error.UnsupportedByProviderException;

/**
 * What a class of failure means for the chain of providers and for the provider's health. The
 * failure class decides, not the fact that something was thrown.
 */
public enum FailureRule {
    /** Another try at the same provider is worth its wait; then the next one. */
    TRY_AGAIN(true),
    /** The next provider at once; the provider is in trouble. */
    NEXT(true),
    /** The next provider at once; nothing is wrong with the provider. */
    NEXT_HEALTHY(false),
    /**
     * A set-up of this provider is wrong: the next one only if it is local, never silently a paid
     * one.
     */
    NEXT_IF_LOCAL(false),
    /** The request is wrong, or the caller ended it: nobody else is asked. */
    STOP(false);

    private final boolean countsAgainstProvider;

    FailureRule(boolean countsAgainstProvider) {
        this.countsAgainstProvider = countsAgainstProvider;
    }

    /** Whether such a failure counts in the circuit breaker of the provider. */
    public boolean countsAgainstProvider() {
        return countsAgainstProvider;
    }

    /** The rule for a failure. */
    public static FailureRule of(LlmException failure) {
        if (failure instanceof RateLimitedException || failure instanceof OverloadedException) {
            return TRY_AGAIN;
        }
        if (failure instanceof UnreachableException || failure instanceof LlmTimeoutException) {
            return NEXT;
        }
        if (failure instanceof AuthenticationException
                || failure instanceof ModelNotFoundException
                || failure instanceof UnsupportedByProviderException
                || failure instanceof NotAllowedException) {
            return NEXT_IF_LOCAL;
        }
        return switch (failure.remedy()) {
            case RETRY -> NEXT;
            case NEXT_PROVIDER, SMALLER_MODEL, LARGER_CONTEXT -> NEXT_HEALTHY;
            case CORRECT, NONE -> STOP;
        };
    }
}
