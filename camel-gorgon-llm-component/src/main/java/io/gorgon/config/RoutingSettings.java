package io.gorgon.config;

import io.gorgon.llm.failover.FailoverSettings;
import io.gorgon.llm.failover.ResilienceSettings;

/**
 * What the routes go by.
 *
 * @param primary the provider that is tried first where the rules leave a choice; null for the
 *     order of the file
 * @param fallback the provider that is tried last where the rules leave a choice; null for the
 *     order of the file
 * @param failover never null
 * @param localResilience the circuit breakers of local providers; never null
 * @param cloudResilience the circuit breakers of cloud providers; never null
 */
public record RoutingSettings(
        String primary,
        String fallback,
        FailoverSettings failover,
        ResilienceSettings localResilience,
        ResilienceSettings cloudResilience) {}
