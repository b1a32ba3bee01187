package io.gorgon.budget;

import static io.gorgon.state.SqliteDatabase.query;
import static io.gorgon.state.SqliteDatabase.update;

import io.gorgon.llm.error.StateUnavailableException;
import io.gorgon.state.Statements;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The ledger's tables. Money is in millionths of a US dollar, times are in milliseconds since 1970
 * and decide about expiry only.
 */
final class LedgerSchema {

    private static final String COMPONENT = "ledger";
    private static final int VERSION = 1;

    private static final String[] TABLES = {
        "CREATE TABLE IF NOT EXISTS ledger (scope TEXT NOT NULL, key TEXT NOT NULL,"
                + " spent_tokens INTEGER NOT NULL, reserved_tokens INTEGER NOT NULL,"
                + " in_doubt_tokens INTEGER NOT NULL, estimated_tokens INTEGER NOT NULL,"
                + " spent_micro_usd INTEGER NOT NULL, reserved_micro_usd INTEGER NOT NULL,"
                + " in_doubt_micro_usd INTEGER NOT NULL, touched INTEGER NOT NULL,"
                + " PRIMARY KEY (scope, key)) STRICT, WITHOUT ROWID",
        "CREATE TABLE IF NOT EXISTS reservation (id TEXT NOT NULL PRIMARY KEY,"
                + " owner TEXT NOT NULL, run TEXT, agent TEXT, day TEXT NOT NULL,"
                + " process TEXT NOT NULL, tokens INTEGER NOT NULL, micro_usd INTEGER NOT NULL,"
                + " expires INTEGER NOT NULL, in_doubt INTEGER NOT NULL) STRICT, WITHOUT ROWID",
        "CREATE TABLE IF NOT EXISTS owner (id TEXT NOT NULL PRIMARY KEY, jvm TEXT NOT NULL,"
                + " process TEXT NOT NULL, since INTEGER NOT NULL) STRICT, WITHOUT ROWID",
        "CREATE TABLE IF NOT EXISTS token_ratio (model TEXT NOT NULL PRIMARY KEY,"
                + " ratio REAL NOT NULL) STRICT, WITHOUT ROWID",
    };

    private LedgerSchema() {}

    /**
     * Makes the tables.
     *
     * @throws StateUnavailableException if a later version of Gorgon made them
     */
    static void create(Statements statements, Path file) throws SQLException {
        update(
                statements,
                "CREATE TABLE IF NOT EXISTS schema_version (component TEXT NOT NULL PRIMARY KEY,"
                        + " version INTEGER NOT NULL) STRICT, WITHOUT ROWID");
        try (ResultSet row =
                query(
                        statements,
                        "SELECT version FROM schema_version WHERE component = ?",
                        COMPONENT)) {
            if (row.next()) {
                requireKnown(row.getInt(1), file);
                return;
            }
        }
        for (String table : TABLES) {
            update(statements, table);
        }
        update(
                statements,
                "INSERT INTO schema_version (component, version) VALUES (?, ?)",
                COMPONENT,
                VERSION);
    }

    private static void requireKnown(int version, Path file) {
        if (version > VERSION) {
            throw new StateUnavailableException(
                    "the state file "
                            + file
                            + " was written by a later version of Gorgon; use that version, or"
                            + " another file in state.url",
                    null);
        }
    }
}
