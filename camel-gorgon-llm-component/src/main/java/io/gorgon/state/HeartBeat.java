package io.gorgon.state;

import io.gorgon.llm.error.StateUnavailableException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Beats for an owner as long as it has the database open, and looks after the others. */
final class HeartBeat implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HeartBeat.class);

    private static final int BEATS_BETWEEN_REMOVALS = 10;

    private final OwnerTable owners;
    private final ScheduledExecutorService heart =
            Executors.newSingleThreadScheduledExecutor(HeartBeat::thread);
    private int beats;

    HeartBeat(OwnerTable owners) {
        this.owners = owners;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "gorgon-state-beat");
        thread.setDaemon(true);
        return thread;
    }

    void start() {
        heart.scheduleAtFixedRate(this::beat, 1, 1, TimeUnit.SECONDS);
    }

    private void beat() {
        try {
            owners.beat();
            owners.observe();
            if (++beats % BEATS_BETWEEN_REMOVALS == 0) {
                owners.removeDead();
            }
        } catch (StateUnavailableException e) {
            // told by who writes; the next beat tries again
            LOG.debug("no beat", e);
        } catch (RuntimeException e) {
            LOG.warn("whether other processes live cannot be seen", e);
        }
    }

    @Override
    public void close() {
        heart.shutdownNow();
        boolean interrupted = false;
        try {
            while (!heart.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.debug("waiting for the last beat");
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
