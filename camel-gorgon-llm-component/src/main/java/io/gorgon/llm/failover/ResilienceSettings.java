package io.gorgon.llm.failover;

import java.time.Duration;

/**
 * When the circuit breaker of a provider opens, and how many calls it takes at a time.
 *
 * @param failureRatePercent the part of calls in the window that must fail, 1 to 100
 * @param minimumCalls calls before the rate counts, at least 1
 * @param windowCalls calls that the rate is computed over, at least 1
 * @param open how long it stays open; never null
 * @param halfOpenCalls calls that are let through to see whether it can close, at least 1
 * @param slowCall a call that takes longer counts as slow; never null
 * @param slowCallRatePercent the part of calls in the window that must be slow, 1 to 100
 * @param concurrentCalls calls at a time, at least 1
 * @param queue how long a call waits for its turn when there are as many; never null
 */
public record ResilienceSettings(
        int failureRatePercent,
        int minimumCalls,
        int windowCalls,
        Duration open,
        int halfOpenCalls,
        Duration slowCall,
        int slowCallRatePercent,
        int concurrentCalls,
        Duration queue) {}
