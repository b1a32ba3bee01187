package io.gorgon.camel.workflow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;

/**
 * Lets a limited number of branches or items of one step run at a time, each on a thread of its
 * own. The limit holds for each execution of the step by itself: runs do not wait for each other,
 * and a step inside a step cannot wait for the threads that wait for it. A branch that waits for
 * another one does not count.
 */
public final class Workers extends AbstractExecutorService implements CamelContextAware {

    /** The execution of a step that a thread works for. */
    private static final ThreadLocal<Object> EXECUTION = new ThreadLocal<>();

    private static final ThreadLocal<Group> GROUP = new ThreadLocal<>();

    private final Map<Object, Group> groups = new IdentityHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private CamelContext camelContext;
    private int limit = 4;
    private ExecutorService threads;

    /** The branches of one execution. */
    private final class Group {
        private final Object execution;
        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private final Condition placeFree = lock.newCondition();
        private int running;
        private int idle;

        /** Those that go on and have no place yet; they come before those that wait. */
        private int returning;

        Group(Object execution) {
            this.execution = execution;
        }

        boolean hasPlace() {
            return running + returning < limit;
        }

        Workers owner() {
            return Workers.this;
        }
    }

    public int getLimit() {
        return limit;
    }

    /** How many run at a time; at least 1. */
    public void setLimit(int limit) {
        this.limit = Math.max(1, limit);
    }

    /**
     * From now on this thread works for an execution.
     *
     * @return what it worked for before, for {@link #leave}
     */
    static Object enter(Object execution) {
        Object before = EXECUTION.get();
        EXECUTION.set(execution);
        return before;
    }

    static void leave(Object before) {
        EXECUTION.set(before);
    }

    /** Waits for something without counting as a branch that runs. */
    static <T> T whileIdle(InterruptibleCall<T> wait) throws InterruptedException {
        Group group = GROUP.get();
        if (group == null) {
            return wait.call();
        }
        Workers workers = group.owner();
        workers.idle(group);
        try {
            return wait.call();
        } finally {
            workers.resumed(group);
        }
    }

    /** Something that can be interrupted. */
    @FunctionalInterface
    interface InterruptibleCall<T> extends Callable<T> {
        @Override
        T call() throws InterruptedException;
    }

    @Override
    public void execute(Runnable task) {
        Object execution = EXECUTION.get() == null ? this : EXECUTION.get();
        Group group;
        lock.lock();
        try {
            group = groups.computeIfAbsent(execution, Group::new);
            if (!group.hasPlace()) {
                group.waiting.add(task);
                return;
            }
            group.running++;
        } finally {
            lock.unlock();
        }
        start(group, task);
    }

    private void start(Group group, Runnable task) {
        threads().execute(() -> work(group, task));
    }

    private void work(Group group, Runnable task) {
        Object execution = enter(group.execution);
        Group before = GROUP.get();
        GROUP.set(group);
        try {
            task.run();
        } finally {
            GROUP.set(before);
            leave(execution);
            ended(group);
        }
    }

    private void idle(Group group) {
        lock.lock();
        try {
            group.idle++;
        } finally {
            lock.unlock();
        }
        ended(group);
    }

    private void ended(Group group) {
        List<Runnable> next = new ArrayList<>();
        lock.lock();
        try {
            group.running--;
            group.placeFree.signal();
            while (group.hasPlace() && !group.waiting.isEmpty()) {
                next.add(group.waiting.remove());
                group.running++;
            }
            if (group.running == 0 && group.idle == 0) {
                groups.remove(group.execution);
            }
        } finally {
            lock.unlock();
        }
        next.forEach(task -> start(group, task));
    }

    /** Waits for a place; that comes, as those that have one do not wait for others. */
    private void resumed(Group group) {
        lock.lock();
        try {
            group.returning++;
            while (group.running >= limit) {
                group.placeFree.awaitUninterruptibly();
            }
            group.returning--;
            group.idle--;
            group.running++;
        } finally {
            lock.unlock();
        }
    }

    private ExecutorService threads() {
        lock.lock();
        try {
            if (threads == null) {
                threads = WorkflowRuntime.of(camelContext).threads();
            }
            return threads;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    /** The threads are the context's, which ends them. */
    @Override
    public void shutdown() {
        // nothing of its own to end
    }

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
