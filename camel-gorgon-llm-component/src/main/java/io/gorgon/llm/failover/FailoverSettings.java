package io.gorgon.llm.failover;

import java.time.Duration;

/**
 * How failed calls are dealt with.
 *
 * @param allowCloud whether a request that a local provider could not serve may go to a cloud one
 * @param retries further tries at the same provider, zero or more
 * @param backoff the wait before the first further try; doubles with each; never null
 * @param maxWait the longest wait before a further try: who asks for more is left for the next
 *     provider; never null
 * @param total the time for all attempts together; never null
 * @param probeInterval how often a provider that is down is probed; never null
 */
public record FailoverSettings(
        boolean allowCloud,
        int retries,
        Duration backoff,
        Duration maxWait,
        Duration total,
        Duration probeInterval) {

    /** The same, with a single try at each provider. */
    public FailoverSettings withoutRetries() {
        return new FailoverSettings(allowCloud, 0, backoff, maxWait, total, probeInterval);
    }
}
