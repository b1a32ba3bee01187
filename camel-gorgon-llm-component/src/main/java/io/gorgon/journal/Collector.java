package io.gorgon.journal;

import io.gorgon.state.Sql;
import io.gorgon.state.Statements;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Forgets runs and calls that have ended. */
final class Collector {

    private static final List<String> RUN_TABLES =
            List.of("step", "call", "approval", "event", "run_definition");

    private final JournalStore store;

    Collector(JournalStore store) {
        this.store = store;
    }

    /** As {@link Journal#collect}. */
    Journal.Collected collect(Instant before) {
        long moment = before.toEpochMilli();
        List<String> runs =
                ids(
                        "SELECT id FROM run WHERE status IN ('SUCCESS', 'FAILED', 'CANCELLED')"
                                + " AND finished < ?",
                        moment);
        List<String> calls =
                ids(
                        "SELECT id FROM call WHERE run = '' AND state <> 'STARTED' AND finished < ?",
                        moment);
        return remove(runs, calls);
    }

    /** Keeps only so many of those runs and calls that have ended. */
    Journal.Collected keepNewest(int kept) {
        List<String> runs =
                ids(
                        "SELECT id FROM run WHERE status IN ('SUCCESS', 'FAILED', 'CANCELLED')"
                                + " ORDER BY seq DESC LIMIT 1000000 OFFSET ?",
                        kept);
        List<String> calls =
                ids(
                        "SELECT id FROM call WHERE run = '' AND state <> 'STARTED'"
                                + " ORDER BY finished DESC LIMIT 1000000 OFFSET ?",
                        kept);
        return remove(runs, calls);
    }

    private List<String> ids(String sql, long value) {
        return store.database()
                .read(statements -> Rows.all(statements, row -> row.getString(1), sql, value));
    }

    private Journal.Collected remove(List<String> runs, List<String> calls) {
        int removedRuns = 0;
        int removedCalls = 0;
        long bytes = 0;
        // one transaction each, so that others get to write in between
        for (String run : runs) {
            long size = store.database().write(statements -> removeRun(statements, run));
            removedRuns += size < 0 ? 0 : 1;
            bytes += Math.max(0, size);
        }
        for (String call : calls) {
            long size = store.database().write(statements -> removeCall(statements, call));
            removedCalls += size < 0 ? 0 : 1;
            bytes += Math.max(0, size);
        }
        if (removedRuns > 0) {
            store.database()
                    .write(
                            statements -> {
                                DefinitionTable.removeUnused(statements);
                                return null;
                            });
        }
        return new Journal.Collected(removedRuns, removedCalls, bytes);
    }

    /** How many bytes of texts went; negative when somebody has taken the run meanwhile. */
    private static long removeRun(Statements statements, String run) throws SQLException {
        boolean ended = RunTable.find(statements, run).map(RunTable.Row::hasEnded).orElse(false);
        if (!ended) {
            return -1;
        }
        long bytes = blobBytes(statements, run);
        for (TextColumn column : TextColumn.ALL) {
            for (TextColumn.Value value : column.values(statements, run)) {
                bytes += value.column().length();
            }
        }
        for (String table : RUN_TABLES) {
            Sql.update(statements, "DELETE FROM " + table + " WHERE run = ?", run);
        }
        Sql.update(statements, "DELETE FROM blob WHERE home = ?", run);
        Sql.update(statements, "DELETE FROM run WHERE id = ?", run);
        return bytes;
    }

    private static long removeCall(Statements statements, String call) throws SQLException {
        long bytes =
                blobBytes(statements, call)
                        + Rows.number(
                                statements,
                                "SELECT COALESCE(length(prompt), 0) + COALESCE(length(answer), 0)"
                                        + " FROM call WHERE id = ?",
                                call);
        Sql.update(statements, "DELETE FROM blob WHERE home = ?", call);
        int removed = Sql.update(statements, "DELETE FROM call WHERE id = ?", call);
        return removed == 0 ? -1 : bytes;
    }

    private static long blobBytes(Statements statements, String home) throws SQLException {
        return Rows.number(
                statements, "SELECT SUM(length(content)) FROM blob WHERE home = ?", home);
    }
}
