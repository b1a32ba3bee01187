package io.gorgon.camel.llm;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs a limited number of tasks at a time on the threads of another executor, and lets a limited
 * number wait. With a pool whose queue is a direct hand-over this gives what a pool with a queue of
 * its own does not: as few threads as there are tasks, and the one that was busy last goes on,
 * while such a pool starts all its threads and takes them in turn, each with cold caches.
 * Thread-safe.
 */
final class BoundedExecutor implements Executor {

    private final Executor threads;
    private final int maxAtATime;
    private final BlockingQueue<Runnable> waiting;
    private final AtomicInteger workers = new AtomicInteger();

    /**
     * @param threads runs whatever it gets at once, on a thread of its own
     */
    BoundedExecutor(Executor threads, int maxAtATime, int maxWaiting) {
        this.threads = threads;
        this.maxAtATime = maxAtATime;
        this.waiting = new ArrayBlockingQueue<>(maxWaiting);
    }

    /**
     * @throws RejectedExecutionException if too many tasks wait
     */
    @Override
    public void execute(Runnable task) {
        if (!waiting.offer(task)) {
            throw new RejectedExecutionException(
                    "too many calls: " + maxAtATime + " under way, " + waiting.size() + " waiting");
        }
        if (mayAddWorker()) {
            try {
                threads.execute(this::work);
            } catch (RejectedExecutionException e) {
                workers.decrementAndGet();
                if (waiting.remove(task)) {
                    throw e;
                }
            }
        }
    }

    /** Runs a task that waits, beyond the limit; for one that ends quickly. Else does nothing. */
    void runAtOnce(Runnable task) {
        if (!waiting.remove(task)) {
            return;
        }
        try {
            threads.execute(() -> run(task));
        } catch (RejectedExecutionException e) {
            // the threads are being stopped: whoever asked does what is left to do
            run(task);
        }
    }

    private boolean mayAddWorker() {
        int now = workers.get();
        while (now < maxAtATime) {
            if (workers.compareAndSet(now, now + 1)) {
                return true;
            }
            now = workers.get();
        }
        return false;
    }

    private void work() {
        do {
            for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
                run(task);
            }
            workers.decrementAndGet();
            // what came between the last look and the end would wait for nobody
        } while (!waiting.isEmpty() && mayAddWorker());
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            // as a pool would, but without losing the thread: others wait for it
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
        // an interruption was meant for the task that is over
        Thread.interrupted();
    }
}
