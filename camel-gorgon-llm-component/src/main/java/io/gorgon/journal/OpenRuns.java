package io.gorgon.journal;

import io.gorgon.llm.error.StateUnavailableException;
import io.gorgon.state.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs that this process works on. A thread looks about every second whether other processes
 * want something of them.
 */
final class OpenRuns implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OpenRuns.class);

    private static final long LOOK_MS = 1000;

    private final JournalStore store;
    private final Runnable tidyUp;
    private final Map<String, DatabaseRun> runs = new ConcurrentHashMap<>();
    private final Set<String> beingTaken = ConcurrentHashMap.newKeySet();
    private final Set<DatabaseRun> changed = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<Runnable> soon = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::work, "gorgon-journal");
    private Set<String> unknownBefore = Set.of();
    private volatile boolean closed;

    /** What the database says of a run that is ours. */
    private record Seen(String id, long fence, boolean cancel) {}

    /**
     * @param tidyUp done from time to time
     */
    OpenRuns(JournalStore store, Runnable tidyUp) {
        this.store = store;
        this.tidyUp = tidyUp;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** A run that is about to be ours. */
    void taking(String id) {
        beingTaken.add(id);
    }

    void notTaken(String id) {
        beingTaken.remove(id);
    }

    void add(DatabaseRun run) {
        runs.put(run.id(), run);
        beingTaken.remove(run.id());
    }

    void remove(DatabaseRun run) {
        runs.remove(run.id(), run);
        changed.remove(run);
    }

    boolean has(String id) {
        return runs.containsKey(id);
    }

    List<DatabaseRun> all() {
        return List.copyOf(runs.values());
    }

    /** Something of a run has been recorded. */
    void changed(DatabaseRun run) {
        changed.add(run);
    }

    /** Does something on the thread of the journal. */
    void soon(Runnable action) {
        soon.add(action);
    }

    private void work() {
        long next = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOOK_MS);
        while (!closed) {
            try {
                long wait = Math.max(0, next - System.nanoTime());
                Runnable action = soon.poll(wait, TimeUnit.NANOSECONDS);
                if (action != null) {
                    action.run();
                    continue;
                }
                next = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOOK_MS);
                look();
                tidyUp.run();
            } catch (InterruptedException e) {
                return;
            } catch (StateUnavailableException e) {
                LOG.debug("other processes cannot be asked for now: {}", e.getMessage());
            } catch (RuntimeException e) {
                LOG.warn("what other processes want could not be done", e);
            }
        }
    }

    /** Looks what has become of our runs. */
    void look() {
        if (runs.isEmpty() && unknownBefore.isEmpty()) {
            return;
        }
        List<DatabaseRun> ours = all();
        Map<String, Seen> seen = new HashMap<>();
        for (Seen each : seen()) {
            seen.put(each.id(), each);
        }
        for (DatabaseRun run : ours) {
            Seen row = seen.get(run.id());
            boolean foreign = row == null || row.fence() != run.fence();
            if (foreign && runs.get(run.id()) == run) {
                run.wishes().lose();
            } else if (!foreign && row.cancel()) {
                run.wishes().cancel();
            }
        }
        releaseUnknown(seen);
        touch();
    }

    private List<Seen> seen() {
        return store.database()
                .read(
                        statements ->
                                Rows.all(
                                        statements,
                                        row ->
                                                new Seen(
                                                        row.getString(1),
                                                        row.getLong(2),
                                                        row.getInt(3) == 1),
                                        "SELECT id, fence, cancel_requested FROM run WHERE owner = ?",
                                        store.self()));
    }

    /**
     * Gives back runs that are ours by the database only: the connection broke while they were
     * being taken, so nobody here knows of them and nobody else would take them.
     */
    private void releaseUnknown(Map<String, Seen> seen) {
        Set<String> unknown = new HashSet<>();
        for (Seen each : seen.values()) {
            if (runs.containsKey(each.id()) || beingTaken.contains(each.id())) {
                continue;
            }
            unknown.add(each.id());
            if (unknownBefore.contains(each.id())) {
                long now = store.millis();
                store.database()
                        .write(
                                statements -> {
                                    RunEnd.release(
                                            statements, each.id(), store.self(), each.fence(), now);
                                    return null;
                                });
            }
        }
        unknownBefore = unknown;
    }

    private void touch() {
        List<DatabaseRun> touched = new ArrayList<>(changed);
        touched.forEach(changed::remove);
        long now = store.millis();
        for (DatabaseRun run : touched) {
            store.database()
                    .ride(
                            statements ->
                                    Sql.update(
                                            statements,
                                            "UPDATE run SET changed = ? WHERE id = ? AND fence = ?",
                                            now,
                                            run.id(),
                                            run.fence()));
        }
    }

    @Override
    public void close() {
        closed = true;
        soon.add(() -> {});
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
