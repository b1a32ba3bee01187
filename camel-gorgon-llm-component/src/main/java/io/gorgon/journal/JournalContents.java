package io.gorgon.journal;

import io.gorgon.state.StateDatabase;
import io.gorgon.state.Statements;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * How much there is in the journal of a database.
 *
 * @param runs of workflows
 * @param calls of models, in runs and outside of them
 */
public record JournalContents(long runs, long calls) {

    /**
     * @throws io.gorgon.llm.error.StateUnavailableException if the database cannot be read
     */
    public static JournalContents of(StateDatabase database) {
        return database.read(
                statements ->
                        new JournalContents(
                                Rows.number(statements, "SELECT COUNT(*) FROM run"),
                                Rows.number(statements, "SELECT COUNT(*) FROM call")));
    }

    /**
     * What {@link Journal#collect} would remove. Changes nothing.
     *
     * @throws io.gorgon.llm.error.StateUnavailableException if the database cannot be read
     */
    public static Journal.Collected endedBefore(StateDatabase database, Instant before) {
        long moment = before.toEpochMilli();
        return database.read(statements -> collectable(statements, moment));
    }

    private static Journal.Collected collectable(Statements statements, long moment)
            throws SQLException {
        List<String> runs =
                ids(
                        statements,
                        "SELECT id FROM run WHERE status IN ('SUCCESS', 'FAILED', 'CANCELLED')"
                                + " AND finished < ?",
                        moment);
        List<String> calls =
                ids(
                        statements,
                        "SELECT id FROM call WHERE run = '' AND state <> 'STARTED' AND finished < ?",
                        moment);
        long bytes = 0;
        for (String run : runs) {
            bytes += blobs(statements, run);
            for (TextColumn column : TextColumn.ALL) {
                for (TextColumn.Value value : column.values(statements, run)) {
                    bytes += value.column().length();
                }
            }
        }
        for (String call : calls) {
            bytes +=
                    blobs(statements, call)
                            + Rows.number(
                                    statements,
                                    "SELECT COALESCE(length(prompt), 0) +"
                                            + " COALESCE(length(answer), 0) FROM call WHERE id = ?",
                                    call);
        }
        return new Journal.Collected(runs.size(), calls.size(), bytes);
    }

    private static List<String> ids(Statements statements, String sql, long moment)
            throws SQLException {
        return Rows.all(statements, row -> row.getString(1), sql, moment);
    }

    private static long blobs(Statements statements, String home) throws SQLException {
        return Rows.number(
                statements, "SELECT SUM(length(content)) FROM blob WHERE home = ?", home);
    }
}
