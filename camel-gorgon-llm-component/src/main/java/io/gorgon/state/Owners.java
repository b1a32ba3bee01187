package io.gorgon.state;

import java.time.Duration;
import java.util.List;

/**
 * Those who have a database open. Each shows that it lives, by a lock of the operating system or of
 * the server, and by a beat that it writes from time to time. Thread-safe.
 */
public interface Owners {

    /**
     * An owner as it has written itself down.
     *
     * @param id never null
     * @param host the name of its machine
     * @param pid the number of its process
     * @param beats counts up as long as it lives and is not held up
     */
    record Owner(String id, String host, long pid, long beats) {}

    /** Names this opening of the database; no two are alike. */
    String self();

    /** All that have not been removed. */
    List<Owner> all();

    /** Whether an owner has ended for certain; also one that nobody knows. */
    boolean isDead(String id);

    /**
     * Whether an owner is dead, or has not written a beat for the lease. Waits to see that, at most
     * for the lease, and by the clock of this process only, so that a wrong time of day on either
     * side does no harm.
     */
    boolean isGone(String id, Duration lease) throws InterruptedException;

    /** Forgets an owner that is dead. */
    void remove(String id);
}
