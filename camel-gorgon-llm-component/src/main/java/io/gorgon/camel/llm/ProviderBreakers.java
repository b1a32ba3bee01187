package io.gorgon.camel.llm;

import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.exception.AcquirePermissionCancelledException;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.error.LlmException;
import io.gorgon.llm.failover.FailureRule;
import io.gorgon.llm.failover.ResilienceSettings;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;

/**
 * The circuit breaker of each provider, bound in the registry as {@code gorgonBreaker-NAME} for the
 * routes. It counts what tells of trouble with the provider, also what happens to a stream after it
 * has left the routes; a wrong request or a missing key is not trouble.
 */
public final class ProviderBreakers {

    private final Map<String, CircuitBreaker> breakers = new ConcurrentHashMap<>();

    void bind(CamelContext context, LlmProvider provider, ResilienceSettings settings) {
        CircuitBreaker breaker = CircuitBreaker.of("gorgon-" + provider.name(), config(settings));
        breakers.put(provider.name(), breaker);
        context.getRegistry().bind("gorgonBreaker-" + provider.name(), breaker);
    }

    private static CircuitBreakerConfig config(ResilienceSettings settings) {
        return CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(settings.windowCalls())
                .minimumNumberOfCalls(settings.minimumCalls())
                .failureRateThreshold(settings.failureRatePercent())
                .slowCallDurationThreshold(settings.slowCall())
                .slowCallRateThreshold(settings.slowCallRatePercent())
                .waitDurationInOpenState(settings.open())
                .permittedNumberOfCallsInHalfOpenState(settings.halfOpenCalls())
                .ignoreException(ProviderBreakers::tellsNothingOfTheProvider)
                .build();
    }

    private static boolean tellsNothingOfTheProvider(Throwable failure) {
        return failure instanceof BulkheadFullException
                || failure instanceof AcquirePermissionCancelledException
                || failure instanceof LlmException llm
                        && !FailureRule.of(llm).countsAgainstProvider();
    }

    /** The state of a provider's breaker: {@code CLOSED}, {@code OPEN} or {@code HALF_OPEN}. */
    public String state(String provider) {
        CircuitBreaker breaker = breakers.get(provider);
        return breaker == null ? "NONE" : breaker.getState().name();
    }

    /** A stream broke after its beginning had counted as a success. */
    public void streamBroke(String provider, LlmException failure) {
        CircuitBreaker breaker = breakers.get(provider);
        if (breaker != null) {
            breaker.onError(0, TimeUnit.NANOSECONDS, failure);
        }
    }
}
