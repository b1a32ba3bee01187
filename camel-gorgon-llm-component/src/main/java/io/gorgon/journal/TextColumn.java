package io.gorgon.journal;

import io.gorgon.state.Sql;
import io.gorgon.state.Statements;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A column that has texts of people or models.
 *
 * @param table never null
 * @param run the column that has the id of the run
 * @param id the column that tells the rows of a run apart
 * @param name of the column
 * @param answer whether it has answers as models gave them
 */
record TextColumn(String table, String run, String id, String name, boolean answer) {

    static final List<TextColumn> ALL =
            List.of(
                    new TextColumn("run", "id", "id", "inputs", false),
                    new TextColumn("run", "id", "id", "outputs", false),
                    new TextColumn("step", "run", "path", "answer", false),
                    new TextColumn("step", "run", "path", "given", false),
                    new TextColumn("call", "run", "id", "prompt", false),
                    new TextColumn("call", "run", "id", "answer", true),
                    new TextColumn("call", "run", "id", "first_answer", true),
                    new TextColumn("approval", "run", "token_hash", "prompt", false),
                    new TextColumn("approval", "run", "token_hash", "preview", false));

    /** What one row has. */
    record Value(String id, String column) {}

    List<Value> values(Statements statements, String runId) throws SQLException {
        return Rows.all(
                statements,
                row -> new Value(row.getString(1), row.getString(2)),
                "SELECT "
                        + id
                        + ", "
                        + name
                        + " FROM "
                        + table
                        + " WHERE "
                        + run
                        + " = ? AND "
                        + name
                        + " IS NOT NULL",
                runId);
    }

    void set(Statements statements, String runId, String rowId, String value) throws SQLException {
        Sql.update(
                statements,
                "UPDATE "
                        + table
                        + " SET "
                        + name
                        + " = ? WHERE "
                        + run
                        + " = ? AND "
                        + id
                        + " = ?",
                value,
                runId,
                rowId);
    }

    /** The digests of the long texts that a run refers to. */
    static Set<String> blobsOf(Statements statements, String runId) throws SQLException {
        Set<String> used = new HashSet<>();
        for (TextColumn column : ALL) {
            for (Value value : column.values(statements, runId)) {
                if (StoredText.isOutOfRow(value.column())) {
                    used.add(value.column().substring(1));
                }
            }
        }
        return used;
    }

    static void removeUnusedBlobs(Statements statements, String runId) throws SQLException {
        Set<String> used = blobsOf(statements, runId);
        List<String> kept =
                Rows.all(
                        statements,
                        row -> row.getString(1),
                        "SELECT hash FROM blob WHERE home = ?",
                        runId);
        for (String hash : kept) {
            if (!used.contains(hash)) {
                Sql.update(statements, "DELETE FROM blob WHERE home = ? AND hash = ?", runId, hash);
            }
        }
    }
}
