package io.gorgon.camel.workflow;

import io.gorgon.llm.Cancellation;
import io.gorgon.workflow.run.WorkflowRun;
import java.time.Duration;
import java.util.concurrent.Future;
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
    private Cancellation.Registration registration;

    private StepWatch(Thread thread) {
        this.thread = thread;
    }

    static StepWatch none() {
        return NONE;
    }

    static StepWatch begin(WorkflowRun run, ScheduledExecutorService timer, Duration left) {
        StepWatch watch = new StepWatch(Thread.currentThread());
        // a whole millisecond more, so that the clock never says that some time is left
        long millis = Math.max(0, left.toMillis()) + 1;
        watch.alarm = timer.schedule(watch::tooLate, millis, TimeUnit.MILLISECONDS);
        watch.registration = run.cancellation().onCancel(watch::interrupt);
        return watch;
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
    }
}
