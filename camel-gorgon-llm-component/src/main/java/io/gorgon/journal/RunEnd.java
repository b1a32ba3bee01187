package io.gorgon.journal;

import io.gorgon.state.Sql;
import io.gorgon.state.Statements;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.RunStatus;
import java.sql.SQLException;
import java.util.Locale;

/** A run that comes to its end, or waits. */
record RunEnd(
        String run,
        RunStatus status,
        String error,
        StoredText outputs,
        JournalStore store,
        long now) {

    static RunEnd of(String run, RunResult result, JournalStore store) {
        return new RunEnd(
                run,
                result.status(),
                result.error(),
                StoredText.ofValue(result.outputs()),
                store,
                store.millis());
    }

    /** Writes it, for the owner of the run, who has it no more then. */
    void write(Statements statements, long fence) throws SQLException {
        RunTable.Row row = RunTable.find(statements, run).orElseThrow();
        RunStatus last =
                row.cancelRequested() && !RunTable.hasEnded(status) ? RunStatus.CANCELLED : status;
        boolean over = RunTable.hasEnded(last);
        Sql.update(
                statements,
                "UPDATE run SET status = ?, error = ?, outputs = ?, finished = ?, owner = NULL,"
                        + " cancel_requested = 0, active_ms = ?, active_since = NULL, changed = ?"
                        + " WHERE id = ? AND fence = ?",
                last.name(),
                Rows.storable(error),
                outputs.save(statements, run),
                over ? now : null,
                RunTable.activeMs(row, now),
                now,
                run,
                fence);
        if (over || last == RunStatus.PAUSED_BUDGET) {
            EventTable.add(
                    statements,
                    run,
                    now,
                    over ? "ended" : "paused_budget",
                    null,
                    null,
                    over ? last.name().toLowerCase(Locale.ROOT) : error);
        }
        if (over) {
            EndedTexts.of(store.settings()).apply(statements, run);
        }
    }

    /** Gives a run back that has not ended. */
    static void release(Statements statements, String run, String owner, long fence, long now)
            throws SQLException {
        RunTable.Row row = RunTable.find(statements, run).orElse(null);
        if (row != null) {
            Sql.update(
                    statements,
                    "UPDATE run SET owner = NULL, active_ms = ?, active_since = NULL, changed = ?"
                            + " WHERE id = ? AND owner = ? AND fence = ?",
                    RunTable.activeMs(row, now),
                    now,
                    run,
                    owner,
                    fence);
        }
    }
}
