package io.gorgon.llm.failover;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A scheduler that runs what is to be repeated only when a test says so. */
final class ManualProbes extends ScheduledThreadPoolExecutor {

    private record Task(Runnable work, ScheduledFuture<?> future) {}

    private final List<Task> tasks = new ArrayList<>();

    ManualProbes() {
        super(1);
    }

    @Override
    public synchronized ScheduledFuture<?> scheduleWithFixedDelay(
            Runnable work, long initialDelay, long delay, TimeUnit unit) {
        ScheduledFuture<?> future = super.scheduleWithFixedDelay(work, 1000, 1000, TimeUnit.DAYS);
        tasks.add(new Task(work, future));
        return future;
    }

    /** Runs all tasks that were not cancelled; one that throws is never run again. */
    synchronized void runAll() {
        for (Task task : List.copyOf(tasks)) {
            if (!task.future().isCancelled()) {
                try {
                    task.work().run();
                } catch (RuntimeException e) {
                    task.future().cancel(false);
                }
            }
        }
    }

    /** How many tasks were ever given. */
    synchronized int given() {
        return tasks.size();
    }

    /** How many go on. */
    synchronized long underWay() {
        return tasks.stream().filter(task -> !task.future().isCancelled()).count();
    }
}
