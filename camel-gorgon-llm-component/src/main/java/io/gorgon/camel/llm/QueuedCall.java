package io.gorgon.camel.llm;

import io.gorgon.llm.Cancellation;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * A call that waits for a thread. When it is cancelled meanwhile, it does not wait any longer: all
 * that is left to do is to say so.
 */
final class QueuedCall implements Runnable {

    private final Runnable call;
    private final Cancellation cancellation;
    private Cancellation.Registration registration;

    QueuedCall(Runnable call, Cancellation cancellation) {
        this.call = call;
        this.cancellation = cancellation;
    }

    /**
     * @throws RejectedExecutionException if too many calls wait
     */
    void submitTo(Executor executor) {
        registration = cancellation.onCancel(() -> hurry(executor));
        try {
            executor.execute(this);
        } catch (RejectedExecutionException e) {
            registration.close();
            throw e;
        }
        if (cancellation.isCancelled()) {
            // the registered action may have come before there was anything in the queue
            hurry(executor);
        }
    }

    private void hurry(Executor executor) {
        if (executor instanceof BoundedExecutor bounded) {
            bounded.runAtOnce(this);
        }
    }

    @Override
    public void run() {
        registration.close();
        call.run();
    }
}
