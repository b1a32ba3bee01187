package io.gorgon.camel.workflow;

import io.gorgon.llm.Cancellation;
import io.gorgon.workflow.run.WorkflowRun;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Interrupts a thread that takes too long for its step, or whose run is cancelled. */
final class StepWatch implements AutoCloseable {

    /** The work was ended because it took too long. */
    static final class TimeIsOver extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TimeIsOver(Throwable cause) {
            super("the time is over", cause);
        }
    }

    private static final StepWatch NONE = new StepWatch(null);

    private final Thread thread;
    private boolean over;
    private boolean interrupted;
    private boolean late;
    private Future<?> alarm;
    private Future<?> afterCancel;
    private Cancellation.Registration registration;

    private StepWatch(Thread thread) {
        this.thread = thread;
    }

    static StepWatch none() {
        return NONE;
    }

    /**
     * @param left the time that the work has
     * @param grace how long the work may need after that, or after a cancellation, to end by
     *     itself: a thread that leaves a call of a model would share its exchange with the end of
     *     it
     */
    static StepWatch begin(
            WorkflowRun run, ScheduledExecutorService timer, Duration left, Duration grace) {
        StepWatch watch = new StepWatch(Thread.currentThread());
        // a whole millisecond more, so that the clock never says that some time is left
        long millis = Math.max(0, left.plus(grace).toMillis()) + 1;
        watch.alarm = timer.schedule(watch::tooLate, millis, TimeUnit.MILLISECONDS);
        watch.registration =
                run.cancellation()
                        .onCancel(
                                grace.isZero()
                                        ? watch::interrupt
                                        : () -> watch.interruptLater(timer, grace));
        return watch;
    }

    private synchronized void interruptLater(ScheduledExecutorService timer, Duration grace) {
        if (over) {
            return;
        }
        try {
            afterCancel = timer.schedule(this::interrupt, grace.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException applicationEnds) {
            interrupt();
        }
    }

    private synchronized void tooLate() {
        late = true;
        interrupt();
    }

    private synchronized void interrupt() {
        if (!over) {
            interrupted = true;
            thread.interrupt();
        }
    }

    /** What to make of how the work ended: one that was interrupted has not worked. */
    Throwable verdict(Throwable error) {
        if (thread == null) {
            return error;
        }
        synchronized (this) {
            over = true;
            if (interrupted) {
                Thread.interrupted();
                if (late) {
                    return new TimeIsOver(error);
                }
                return error == null ? new InterruptedException("interrupted") : error;
            }
        }
        return error;
    }

    @Override
    public void close() {
        if (thread == null) {
            return;
        }
        alarm.cancel(false);
        registration.close();
        verdict(null);
        synchronized (this) {
            if (afterCancel != null) {
                afterCancel.cancel(false);
            }
        }
    }
}
