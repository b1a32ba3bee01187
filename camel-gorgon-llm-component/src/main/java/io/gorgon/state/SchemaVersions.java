package io.gorgon.state;

import io.gorgon.llm.error.StateUnavailableException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The versions of the tables that the parts of Gorgon keep in one database. */
public final class SchemaVersions {

    private SchemaVersions() {}

    /** Makes one version of tables out of the one before. */
    @FunctionalInterface
    public interface Step {
        void run(Statements statements) throws SQLException;
    }

    /**
     * Brings the tables of a part up to date, in the transaction of the statements.
     *
     * @param component names the part
     * @param steps the first makes version 1 out of nothing, the second version 2 out of that, and
     *     so on; never changed once they were released
     * @throws StateUnavailableException if a later version of Gorgon made the tables
     */
    public static void update(
            StateDatabase database, Statements statements, String component, List<Step> steps)
            throws SQLException {
        Sql.update(
                statements,
                database.dialect()
                        .table(
                                "CREATE TABLE IF NOT EXISTS schema_version"
                                        + " (component TEXT NOT NULL PRIMARY KEY,"
                                        + " version BIGINT NOT NULL)"));
        int version = version(statements, component);
        if (version > steps.size()) {
            throw new StateUnavailableException(
                    database.name()
                            + " was written by a later version of Gorgon; use that version, or"
                            + " another place in state.url",
                    null);
        }
        if (version == steps.size()) {
            return;
        }
        for (Step step : steps.subList(version, steps.size())) {
            step.run(statements);
        }
        Sql.update(
                statements,
                "INSERT INTO schema_version (component, version) VALUES (?, ?)"
                        + " ON CONFLICT (component) DO UPDATE SET version = excluded.version",
                component,
                steps.size());
    }

    private static int version(Statements statements, String component) throws SQLException {
        try (ResultSet row =
                Sql.query(
                        statements,
                        "SELECT version FROM schema_version WHERE component = ?",
                        component)) {
            return row.next() ? row.getInt(1) : 0;
        }
    }
}
