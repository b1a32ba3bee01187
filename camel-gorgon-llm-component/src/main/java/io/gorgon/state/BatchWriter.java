package io.gorgon.state;

import io.gorgon.state.GroupCommit.Task;
import io.gorgon.state.StateDatabase.Work;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what comes together in one transaction, and finds out who is at fault when it fails. */
final class BatchWriter {

    private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);

    private final TransactionSource source;
    private final String name;
    private final BooleanSupplier othersWait;
    private final BackOff pause = new BackOff();

    /** What rode and could not be written for now, in the order in which it came. */
    private List<Work<?>> kept = List.of();

    private long nextTry;
    private boolean away;

    /**
     * @param othersWait whether there is more to write that could not be written before
     */
    BatchWriter(TransactionSource source, String name, BooleanSupplier othersWait) {
        this.source = source;
        this.name = name;
        this.othersWait = othersWait;
    }

    /** Whether it is time to try again what is kept. */
    boolean isDue() {
        return !kept.isEmpty() && System.nanoTime() - nextTry >= 0;
    }

    /** Writes what was kept, what rides, and the batch, in this order. */
    void write(List<Work<?>> riders, List<Task<?>> batch) {
        List<Work<?>> riding = new ArrayList<>(kept);
        riding.addAll(riders);
        if (batch.isEmpty() && !kept.isEmpty() && !isDue()) {
            kept = riding;
            return;
        }
        kept = List.of();
        try {
            writeTogether(riding, batch);
        } catch (Error e) {
            LOG.error("{}: something could not be recorded", name, e);
            batch.forEach(task -> task.fail(e));
        }
    }

    private void writeTogether(List<Work<?>> riding, List<Task<?>> batch) {
        Exception failure = tryTransaction(riding, batch);
        if (failure == null) {
            return;
        }
        SQLException unwritable = ride(riding);
        if (unwritable != null) {
            // In the order in which they were asked for, or what relies on them would be wrong.
            batch.forEach(task -> task.fail(unwritable));
            return;
        }
        if (batch.size() == 1 && riding.isEmpty()) {
            batch.get(0).fail(failure);
            return;
        }
        writeEach(batch);
    }

    private void writeEach(List<Task<?>> batch) {
        SQLException unwritable = null;
        for (Task<?> task : batch) {
            Exception failure =
                    unwritable == null ? tryTransaction(List.of(), List.of(task)) : unwritable;
            if (failure != null) {
                task.fail(failure);
                unwritable = laterOrNull(failure);
            }
        }
    }

    /** Why it cannot be written for now, and is kept; null when it was written or never can be. */
    private SQLException ride(List<Work<?>> riding) {
        if (riding.size() > 1 && tryTransaction(riding, List.of()) == null) {
            return null;
        }
        for (int i = 0; i < riding.size(); i++) {
            Exception failure = tryTransaction(List.of(riding.get(i)), List.of());
            SQLException later = laterOrNull(failure);
            if (later != null) {
                kept = new ArrayList<>(riding.subList(i, riding.size()));
                nextTry = System.nanoTime() + pause.nextNanos();
                return later;
            }
            if (failure != null) {
                LOG.error("{}: something could not be recorded", name, failure);
            }
        }
        return null;
    }

    private SQLException laterOrNull(Exception failure) {
        return failure instanceof SQLException e && source.mayWorkLater(e) ? e : null;
    }

    /** What it failed with, all of it rolled back; null when it is on the disk. */
    private Exception tryTransaction(List<Work<?>> riding, List<Task<?>> batch) {
        List<Runnable> done = new ArrayList<>(batch.size());
        try {
            source.begin();
            for (Work<?> rider : riding) {
                rider.run(source::prepare);
            }
            for (Task<?> task : batch) {
                done.add(task.run(source::prepare));
            }
            source.commit();
        } catch (SQLException | RuntimeException e) {
            source.rollBack();
            tellOf(e);
            return e;
        } catch (Error e) {
            source.rollBack();
            throw e;
        }
        done.forEach(Runnable::run);
        tellThatItWorks();
        return null;
    }

    private void tellOf(Exception failure) {
        SQLException later = laterOrNull(failure);
        if (later != null && !away) {
            away = true;
            LOG.warn(
                    "{} cannot be written to: {}; answers that were paid for wait in memory, no new"
                            + " call is started",
                    name,
                    source.reason(later));
        }
    }

    private void tellThatItWorks() {
        if (away && kept.isEmpty() && !othersWait.getAsBoolean()) {
            away = false;
            pause.reset();
            LOG.warn("{} can be written to again; nothing was lost", name);
        }
    }

    /** Tries to write what is kept until it works or this time is over. */
    void writeWhatIsKept(long patienceNanos) {
        long start = System.nanoTime();
        while (!kept.isEmpty() && System.nanoTime() - start < patienceNanos) {
            LockSupport.parkNanos(Math.max(1, nextTry - System.nanoTime()));
            if (isDue()) {
                write(List.of(), List.of());
            }
        }
        if (!kept.isEmpty()) {
            LOG.error("{} is closed; {} records could not be written", name, kept.size());
        }
    }
}
