package io.gorgon.budget;

import io.gorgon.state.Dialect;
import io.gorgon.state.SchemaVersions;
import io.gorgon.state.Sql;
import io.gorgon.state.StateDatabase;
import io.gorgon.state.Statements;
import java.sql.SQLException;
import java.util.List;

/**
 * The ledger's tables. Money is in millionths of a US dollar, times are in milliseconds since 1970
 * and decide about expiry only.
 */
final class LedgerSchema {

    private static final String COMPONENT = "ledger";

    private static final String[] FIRST = {
        "CREATE TABLE IF NOT EXISTS ledger (scope TEXT NOT NULL, key TEXT NOT NULL,"
                + " spent_tokens BIGINT NOT NULL, reserved_tokens BIGINT NOT NULL,"
                + " in_doubt_tokens BIGINT NOT NULL, estimated_tokens BIGINT NOT NULL,"
                + " spent_micro_usd BIGINT NOT NULL, reserved_micro_usd BIGINT NOT NULL,"
                + " in_doubt_micro_usd BIGINT NOT NULL, touched BIGINT NOT NULL,"
                + " PRIMARY KEY (scope, key))",
        "CREATE TABLE IF NOT EXISTS reservation (id TEXT NOT NULL PRIMARY KEY,"
                + " owner TEXT NOT NULL, run TEXT, agent TEXT, day TEXT NOT NULL,"
                + " process TEXT NOT NULL, tokens BIGINT NOT NULL, micro_usd BIGINT NOT NULL,"
                + " expires BIGINT NOT NULL, in_doubt BIGINT NOT NULL)",
        "CREATE TABLE IF NOT EXISTS token_ratio (model TEXT NOT NULL PRIMARY KEY,"
                + " ratio {fraction} NOT NULL)",
    };

    private static final String PROCESSES =
            "CREATE TABLE ledger_process (owner TEXT NOT NULL PRIMARY KEY, process TEXT NOT NULL)";

    private static final List<String> RAISED = List.of("raised_tokens", "raised_micro_usd");

    private LedgerSchema() {}

    /**
     * Makes the tables, or brings them up to date.
     *
     * @throws io.gorgon.llm.error.StateUnavailableException if a later version of Gorgon made them
     */
    static void update(StateDatabase database, Statements statements) throws SQLException {
        Dialect dialect = database.dialect();
        SchemaVersions.update(
                database,
                statements,
                COMPONENT,
                List.of(s -> first(s, dialect), s -> second(s, dialect)));
    }

    /**
     * The owners of version 1 were in a table of the ledger's own. Nobody knows them any more, so
     * what they had reserved is booked in doubt as that of all owners who are gone.
     */
    private static void second(Statements statements, Dialect dialect) throws SQLException {
        Sql.update(statements, dialect.table(PROCESSES));
        for (String column : RAISED) {
            Sql.update(
                    statements,
                    dialect.types(
                            "ALTER TABLE ledger ADD COLUMN "
                                    + column
                                    + " BIGINT NOT NULL DEFAULT 0"));
        }
        Sql.update(statements, "DROP TABLE IF EXISTS owner");
        Sql.update(
                statements, "DELETE FROM ledger WHERE scope = 'process' AND reserved_tokens = 0");
    }

    private static void first(Statements statements, Dialect dialect) throws SQLException {
        for (String table : FIRST) {
            Sql.update(statements, dialect.table(table));
        }
    }
}
