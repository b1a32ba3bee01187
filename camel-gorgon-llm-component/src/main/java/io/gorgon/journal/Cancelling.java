package io.gorgon.journal;

import io.gorgon.state.Sql;
import io.gorgon.state.Statements;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;

/** Ends runs, or has them ended by whoever works on them. */
final class Cancelling {

    private final JournalStore store;

    Cancelling(JournalStore store) {
        this.store = store;
    }

    /** As {@link Journal#cancel}. */
    boolean cancel(String run, String by) {
        while (true) {
            RunTable.Row seen =
                    store.database()
                            .read(statements -> RunTable.find(statements, run))
                            .orElseThrow(() -> TakeOver.noSuchRun(run));
            if (seen.hasEnded()) {
                throw new RunUnavailableException(
                        "run "
                                + run
                                + " has ended already: "
                                + seen.status().name().toLowerCase(Locale.ROOT)
                                + "; there is nothing to cancel");
            }
            boolean free = seen.owner() == null || store.database().owners().isDead(seen.owner());
            Boolean ended =
                    store.database().write(statements -> cancel(statements, seen, free, by));
            if (ended != null) {
                return ended;
            }
        }
    }

    /** Whether it has ended; null when the run has changed since it was seen. */
    private Boolean cancel(Statements statements, RunTable.Row seen, boolean free, String by)
            throws SQLException {
        RunTable.Row row = RunTable.find(statements, seen.id()).orElse(seen);
        if (row.fence() != seen.fence()
                || row.status() != seen.status()
                || !Objects.equals(row.owner(), seen.owner())) {
            return null;
        }
        String run = seen.id();
        long now = store.millis();
        EventTable.add(statements, run, now, "cancel_requested", null, by, null);
        if (!free) {
            Sql.update(statements, "UPDATE run SET cancel_requested = 1 WHERE id = ?", run);
            return false;
        }
        LeftCalls.ofRun(statements, store.database(), run, now);
        Sql.update(
                statements,
                "UPDATE step SET status = 'CANCELLED' WHERE run = ? AND status IN"
                        + " ('RUNNING', 'PENDING', 'AWAITING_APPROVAL', 'PAUSED_BUDGET')",
                run);
        Sql.update(
                statements,
                "UPDATE run SET status = 'CANCELLED', owner = NULL, fence = fence + 1,"
                        + " cancel_requested = 0, error = ?, finished = ?, changed = ?,"
                        + " active_ms = ?, active_since = NULL WHERE id = ?",
                "the run was cancelled",
                now,
                now,
                RunTable.activeMs(row, row.changed()),
                run);
        EventTable.add(statements, run, now, "ended", null, null, "cancelled");
        EndedTexts.of(store.settings()).apply(statements, run);
        return true;
    }
}
