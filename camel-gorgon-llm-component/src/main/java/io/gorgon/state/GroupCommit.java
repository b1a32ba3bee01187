package io.gorgon.state;

import io.gorgon.llm.error.StateUnavailableException;
import io.gorgon.state.StateDatabase.Work;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes what many threads want to have written in as few transactions as possible, one at a time.
 * Who comes when nobody writes does it at once, and saves the way to another thread and back; who
 * comes meanwhile waits, and a thread of its own writes for all of those together. Thread-safe.
 */
final class GroupCommit {

    private static final int MAX_BATCH = 256;
    private static final int MAX_RIDERS = 1024;

    /** What rides is on the disk so soon, also when nobody else writes. */
    private static final long RIDE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** So long may those that hold an answer try to write it when the database is closed. */
    private static final long CLOSE_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final TransactionSource source;
    private final String name;
    private final BatchWriter batches;
    private final ConcurrentLinkedQueue<Task<?>> queue = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Work<?>> riders = new ConcurrentLinkedQueue<>();
    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread writer;
    private volatile Task<?> last;
    private long written = System.nanoTime();

    /** Something to write, and who waits for it. */
    record Task<T>(Work<T> work, CompletableFuture<T> result) {

        static <T> Task<T> of(Work<T> work) {
            return new Task<>(work, new CompletableFuture<>());
        }

        /** Does the work; what to do with its result once it is on the disk. */
        Runnable run(Statements statements) throws SQLException {
            T value = work.run(statements);
            return () -> result.complete(value);
        }

        void fail(Throwable failure) {
            result.completeExceptionally(failure);
        }
    }

    /**
     * @param name says in messages which database it is
     */
    GroupCommit(TransactionSource source, String name) {
        this.source = source;
        this.name = name;
        this.batches = new BatchWriter(source, name, () -> waiting.get() > 0);
        this.writer = new Thread(this::writeAll, "gorgon-state");
        this.writer.setDaemon(true);
    }

    void start() {
        writer.start();
    }

    /** As {@link StateDatabase#write}. */
    <T> T write(Work<T> work) {
        try {
            return attempt(work);
        } catch (SQLException e) {
            throw source.unusable(e);
        }
    }

    /** As {@link StateDatabase#writeWhenPossible}. */
    <T> T writeWhenPossible(Work<T> work) {
        waiting.incrementAndGet();
        boolean interrupted = false;
        BackOff pause = new BackOff();
        try {
            while (true) {
                try {
                    return attempt(work);
                } catch (SQLException e) {
                    if (!source.mayWorkLater(e)) {
                        throw source.unusable(e);
                    }
                }
                try {
                    TimeUnit.NANOSECONDS.sleep(pause.nextNanos());
                } catch (InterruptedException e) {
                    // What was paid for is written all the same.
                    interrupted = true;
                }
            }
        } finally {
            waiting.decrementAndGet();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** As {@link StateDatabase#ride}. */
    void ride(Work<?> work) {
        synchronized (closed) {
            requireOpen();
            riders.add(work);
        }
    }

    private <T> T attempt(Work<T> work) throws SQLException {
        if (turn.isHeldByCurrentThread()) {
            throw new IllegalStateException("work must not wait for other work");
        }
        Task<T> task = Task.of(work);
        synchronized (closed) {
            requireOpen();
            queue.add(task);
        }
        if (!source.isForAnyThread() || !writeHere()) {
            LockSupport.unpark(writer);
        }
        return await(task.result());
    }

    /** Writes what waits, on this thread, if nobody writes; whether nothing waits after that. */
    private boolean writeHere() {
        if (!turn.tryLock()) {
            // who writes now looks for what has come meanwhile
            return true;
        }
        // what is begun is not cut short
        boolean interrupted = Thread.interrupted();
        try {
            writeBatch(false);
        } finally {
            turn.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return queue.isEmpty();
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new StateUnavailableException(name + " has been closed", null);
        }
    }

    private static <T> T await(CompletableFuture<T> result) throws SQLException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException e) {
                    // What is under way is written or not; who asked has to know which.
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void writeAll() {
        while (true) {
            if (queue.isEmpty() && last == null) {
                LockSupport.parkNanos(this, RIDE_NANOS);
            }
            Task<?> end = last;
            turn.lock();
            try {
                writeBatch(System.nanoTime() - written >= RIDE_NANOS);
                if (end != null && queue.isEmpty()) {
                    batches.write(riding(true), List.of(end));
                    batches.writeWhatIsKept(CLOSE_PATIENCE_NANOS);
                    return;
                }
            } finally {
                turn.unlock();
            }
        }
    }

    /**
     * @param ridersAlone whether those that ride do not wait for anybody any more
     */
    private void writeBatch(boolean ridersAlone) {
        List<Task<?>> batch = new ArrayList<>();
        while (batch.size() < MAX_BATCH) {
            Task<?> next = queue.poll();
            if (next == null) {
                break;
            }
            batch.add(next);
        }
        if (!batch.isEmpty() || ridersAlone && !riders.isEmpty() || batches.isDue()) {
            // Whoever waits in the queue may count on all that rode before.
            batches.write(riding(!batch.isEmpty()), batch);
            written = System.nanoTime();
        }
    }

    private List<Work<?>> riding(boolean all) {
        List<Work<?>> riding = new ArrayList<>();
        while (all || riding.size() < MAX_RIDERS) {
            Work<?> next = riders.poll();
            if (next == null) {
                break;
            }
            riding.add(next);
        }
        return riding;
    }

    /**
     * Waits for what was begun; the connection is closed by its owner.
     *
     * @param end what to do in the last transaction
     */
    void close(Work<?> end) {
        long start = System.nanoTime();
        while (waiting.get() > 0 && System.nanoTime() - start < CLOSE_PATIENCE_NANOS) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        synchronized (closed) {
            if (closed.getAndSet(true)) {
                return;
            }
            last = Task.of(end);
        }
        LockSupport.unpark(writer);
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
