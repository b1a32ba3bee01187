package io.gorgon.journal;

import io.gorgon.state.Sql;
import io.gorgon.state.Statements;
import java.sql.SQLException;
import java.util.List;

/** The texts that runs are pinned to. */
final class DefinitionTable {

    private DefinitionTable() {}

    static void save(Statements statements, String run, List<Definition> definitions)
            throws SQLException {
        int number = 0;
        for (Definition each : definitions) {
            Sql.update(
                    statements,
                    "INSERT INTO definition (hash, source) VALUES (?, ?)"
                            + " ON CONFLICT (hash) DO NOTHING",
                    each.hash(),
                    each.source());
            Sql.update(
                    statements,
                    "INSERT INTO run_definition (run, n, workflow, file, hash)"
                            + " VALUES (?, ?, ?, ?, ?)",
                    run,
                    number++,
                    each.workflow(),
                    each.fileName(),
                    each.hash());
        }
    }

    static List<Definition> of(Statements statements, String run) throws SQLException {
        return Rows.all(
                statements,
                row ->
                        new Definition(
                                row.getString("workflow"),
                                row.getString("file"),
                                row.getString("source"),
                                row.getString("hash")),
                "SELECT r.workflow, r.file, d.source, d.hash FROM run_definition r"
                        + " JOIN definition d ON d.hash = r.hash WHERE r.run = ? ORDER BY r.n",
                run);
    }

    static void removeUnused(Statements statements) throws SQLException {
        Sql.update(
                statements,
                "DELETE FROM definition WHERE NOT EXISTS"
                        + " (SELECT 1 FROM run_definition r WHERE r.hash = definition.hash)");
    }
}
