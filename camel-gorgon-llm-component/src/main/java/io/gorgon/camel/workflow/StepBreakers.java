package io.gorgon.camel.workflow;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.gorgon.workflow.run.RunStoppedException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The circuit breakers that steps share by their {@code circuit_breaker_key}. In the registry as
 * {@code gorgonStepBreakers}. After five failures in a row a breaker refuses steps for a minute;
 * then two have to work.
 */
public final class StepBreakers {

    static final String NAME = "gorgonStepBreakers";

    private static final int FAILURES = 5;
    private static final Duration OPEN = Duration.ofSeconds(60);
    private static final int SUCCESSES = 2;
    private static final float ALL = 100;

    private final Map<String, CircuitBreaker> breakers = new ConcurrentHashMap<>();

    /** The breaker of a key; always the same one. */
    public CircuitBreaker breaker(String key) {
        return breakers.computeIfAbsent(key, name -> CircuitBreaker.of(name, config()));
    }

    /** The same for routes, whose beans Camel can make with static methods only. */
    public static CircuitBreaker shared(StepBreakers breakers, String key) {
        return breakers.breaker(key);
    }

    private static CircuitBreakerConfig config() {
        return CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(FAILURES)
                .minimumNumberOfCalls(FAILURES)
                .failureRateThreshold(ALL)
                .waitDurationInOpenState(OPEN)
                .permittedNumberOfCallsInHalfOpenState(SUCCESSES)
                .ignoreExceptions(RunStoppedException.class, NotApprovedException.class)
                .build();
    }

    static boolean isOpen(Throwable error) {
        return error instanceof CallNotPermittedException;
    }

    static String sentence(Throwable error) {
        String key = ((CallNotPermittedException) error).getCausingCircuitBreakerName();
        return "Circuit breaker open for " + key;
    }
}
