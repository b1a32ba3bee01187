package io.gorgon.journal;

import io.gorgon.state.Sql;
import io.gorgon.state.Statements;
import java.sql.SQLException;
import java.util.List;

/** What happened to runs. */
final class EventTable {

    private EventTable() {}

    static void add(
            Statements statements,
            String run,
            long now,
            String type,
            String path,
            String actor,
            String text)
            throws SQLException {
        Sql.update(
                statements,
                "INSERT INTO event (run, at, type, path, actor, text) VALUES (?, ?, ?, ?, ?, ?)",
                run,
                now,
                type,
                path,
                Rows.storable(actor),
                Rows.storable(text));
    }

    static List<EventRecord> of(Statements statements, String run) throws SQLException {
        return Rows.all(
                statements,
                row ->
                        new EventRecord(
                                row.getLong("seq"),
                                Rows.instant(row, "at"),
                                row.getString("type"),
                                row.getString("path"),
                                row.getString("actor"),
                                row.getString("text")),
                "SELECT seq, at, type, path, actor, text FROM event WHERE run = ? ORDER BY seq",
                run);
    }
}
