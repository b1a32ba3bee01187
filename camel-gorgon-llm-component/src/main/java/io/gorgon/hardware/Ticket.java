package io.gorgon.hardware;

import io.gorgon.llm.spi.ModelGate.Caller;
import java.time.Duration;

/**
 * What a call wants of a {@link ModelQueue}.
 *
 * @param key the server and the model; never null
 * @param provider for messages; never null
 * @param model for messages; never null
 * @param need bytes that the model takes; 0 when nobody knows
 * @param capacity bytes that all models in use may take together; {@link Long#MAX_VALUE} when
 *     nobody knows
 * @param parallel calls at a time with this model
 * @param queueLimit calls that may wait for this model
 * @param queueTimeout how long to wait at most; never null
 * @param longestHold after which a lease counts as given back, as no call takes so long; never null
 * @param caller never null
 */
record Ticket(
        String key,
        String provider,
        String model,
        long need,
        long capacity,
        int parallel,
        int queueLimit,
        Duration queueTimeout,
        Duration longestHold,
        Caller caller) {}
