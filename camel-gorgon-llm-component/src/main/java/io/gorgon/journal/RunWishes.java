package io.gorgon.journal;

import java.time.Duration;

/** What other processes want of a run that this one works on. Thread-safe. */
final class RunWishes {

    private final OpenRuns openRuns;
    private volatile boolean lost;
    private boolean cancelWanted;
    private Runnable whenCancelled;
    private Runnable whenLost;

    RunWishes(OpenRuns openRuns) {
        this.openRuns = openRuns;
    }

    boolean isLost() {
        return lost;
    }

    /**
     * @throws RunLostException if another process has taken the run
     */
    void requireNotLost(String run, Duration lease) {
        if (lost) {
            throw new RunLostException(
                    "run "
                            + run
                            + " was taken over by another process, because this one had been held up for"
                            + " longer than "
                            + lease.toSeconds()
                            + " s; this process begins nothing more of it");
        }
    }

    /** Another process has taken the run. */
    void lose() {
        lost = true;
        openRuns.soon(this::tell);
    }

    /** Somebody wants the run to end. */
    synchronized void cancel() {
        cancelWanted = true;
        openRuns.soon(this::tell);
    }

    synchronized void watch(Runnable cancel, Runnable whenItIsLost) {
        whenCancelled = cancel;
        whenLost = whenItIsLost;
        if (lost || cancelWanted) {
            openRuns.soon(this::tell);
        }
    }

    /** Does each at most once. */
    private void tell() {
        Runnable cancel = null;
        Runnable loss = null;
        synchronized (this) {
            if (cancelWanted) {
                cancel = whenCancelled;
                whenCancelled = null;
            }
            if (lost) {
                loss = whenLost;
                whenLost = null;
            }
        }
        if (loss != null) {
            loss.run();
        } else if (cancel != null) {
            cancel.run();
        }
    }
}
