package io.gorgon.journal;

import io.gorgon.state.Sql;
import io.gorgon.state.Statements;
import io.gorgon.workflow.run.RunStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The runs: one row each, and who works on it. */
final class RunTable {

    static final String COLUMNS =
            "seq, id, workflow, name, start_key, origin, hash, forked_from, status, owner, fence,"
                    + " cancel_requested, inputs, outputs, error, texts_kept, started, changed,"
                    + " finished, active_since, active_ms, resumes, saved_tokens, saved_micro_usd";

    /** A row, as it is. Times are in milliseconds since 1970. */
    record Row(
            long sequence,
            String id,
            String workflow,
            String name,
            String startKey,
            String origin,
            String hash,
            String forkedFrom,
            RunStatus status,
            String owner,
            long fence,
            boolean cancelRequested,
            String inputs,
            String outputs,
            String error,
            boolean textsKept,
            long started,
            long changed,
            Long finished,
            Long activeSince,
            long activeMs,
            int resumes,
            long savedTokens,
            long savedMicroUsd) {

        boolean hasEnded() {
            return RunTable.hasEnded(status);
        }
    }

    private RunTable() {}

    static boolean hasEnded(RunStatus status) {
        return switch (status) {
            case SUCCESS, FAILED, CANCELLED -> true;
            case RUNNING, AWAITING_APPROVAL, PAUSED_BUDGET -> false;
        };
    }

    static Row read(ResultSet row) throws SQLException {
        return new Row(
                row.getLong("seq"),
                row.getString("id"),
                row.getString("workflow"),
                row.getString("name"),
                row.getString("start_key"),
                row.getString("origin"),
                row.getString("hash"),
                row.getString("forked_from"),
                RunStatus.valueOf(row.getString("status")),
                row.getString("owner"),
                row.getLong("fence"),
                row.getInt("cancel_requested") == 1,
                row.getString("inputs"),
                row.getString("outputs"),
                row.getString("error"),
                row.getInt("texts_kept") == 1,
                row.getLong("started"),
                row.getLong("changed"),
                Rows.millis(Rows.instant(row, "finished")),
                Rows.millis(Rows.instant(row, "active_since")),
                row.getLong("active_ms"),
                row.getInt("resumes"),
                row.getLong("saved_tokens"),
                row.getLong("saved_micro_usd"));
    }

    static Optional<Row> find(Statements statements, String id) throws SQLException {
        return Rows.first(
                statements, RunTable::read, "SELECT " + COLUMNS + " FROM run WHERE id = ?", id);
    }

    static Optional<String> byStartKey(Statements statements, String workflow, String key)
            throws SQLException {
        return Rows.first(
                statements,
                row -> row.getString(1),
                "SELECT id FROM run WHERE workflow = ? AND start_key = ?",
                workflow,
                key);
    }

    /**
     * @param owner null when nobody works on it yet
     * @return whether it is there; false when there is one with the same id or start key
     */
    static boolean insert(
            Statements statements,
            NewRun run,
            String inputs,
            String forkedFrom,
            String owner,
            long now)
            throws SQLException {
        return Sql.update(
                        statements,
                        "INSERT INTO run (id, workflow, name, start_key, origin, hash, forked_from,"
                                + " status, owner, fence, cancel_requested, inputs, texts_kept, started,"
                                + " changed, active_since, active_ms, resumes, saved_tokens,"
                                + " saved_micro_usd, copied_tokens, copied_micro_usd) VALUES (?, ?, ?, ?,"
                                + " ?, ?, ?, 'RUNNING', ?, 1, 0, ?, 1, ?, ?, ?, 0, 0, 0, 0, 0, 0)"
                                + " ON CONFLICT DO NOTHING",
                        run.runId(),
                        run.workflow(),
                        run.name(),
                        run.startKey(),
                        run.origin(),
                        run.definitions().isEmpty() ? null : run.definitions().get(0).hash(),
                        forkedFrom,
                        owner,
                        inputs,
                        now,
                        now,
                        owner == null ? null : now)
                == 1;
    }

    /** Whether an owner still has the run that it took with this fence. */
    static boolean isOwned(Statements statements, String id, String owner, long fence)
            throws SQLException {
        return Rows.number(
                        statements,
                        "SELECT 1 FROM run WHERE id = ? AND fence = ? AND owner = ?",
                        id,
                        fence,
                        owner)
                == 1;
    }

    /** Gives the run to an owner, if nobody else took it since it was read. */
    static boolean take(Statements statements, Row seen, String owner, boolean resumed, long now)
            throws SQLException {
        return Sql.update(
                        statements,
                        "UPDATE run SET owner = ?, fence = fence + 1, status = 'RUNNING', error = NULL,"
                                + " outputs = NULL, finished = NULL, resumes = resumes + ?,"
                                + " cancel_requested = ?, active_ms = ?, active_since = ?, changed = ?"
                                + " WHERE id = ? AND fence = ? AND status = ? AND texts_kept = 1",
                        owner,
                        Rows.flag(resumed),
                        Rows.flag(seen.cancelRequested() && seen.status() == RunStatus.RUNNING),
                        activeMs(seen, seen.changed()),
                        now,
                        now,
                        seen.id(),
                        seen.fence(),
                        seen.status().name())
                == 1;
    }

    /** How long it has been worked on until a moment. */
    static long activeMs(Row row, long until) {
        return row.activeSince() == null
                ? row.activeMs()
                : row.activeMs() + Math.max(0, until - row.activeSince());
    }
}
