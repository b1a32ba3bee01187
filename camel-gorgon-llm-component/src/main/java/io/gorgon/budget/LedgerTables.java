package io.gorgon.budget;

import static io.gorgon.state.SqliteDatabase.query;
import static io.gorgon.state.SqliteDatabase.update;

import io.gorgon.state.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The ledger's rows: reads and writes them, decides nothing. */
final class LedgerTables {

    private static final String NUMBERS =
            "spent_tokens, reserved_tokens, in_doubt_tokens, estimated_tokens,"
                    + " spent_micro_usd, reserved_micro_usd, in_doubt_micro_usd";

    private static final String RESERVATION =
            "id, run, agent, day, process, tokens, micro_usd, in_doubt";

    private LedgerTables() {}

    /** A row of the table of reservations. */
    record Row(Reservation reservation, boolean inDoubt) {}

    /** A row of the table of owners. */
    record Owner(String id, String jvm, String process) {}

    static Account account(Statements statements, Scope scope) throws SQLException {
        try (ResultSet row =
                query(
                        statements,
                        "SELECT " + NUMBERS + " FROM ledger WHERE scope = ? AND key = ?",
                        scope.kind().label(),
                        scope.key())) {
            return row.next() ? account(row, 1) : new Account();
        }
    }

    private static Account account(ResultSet row, int column) throws SQLException {
        Account account = new Account();
        account.spentTokens = row.getLong(column);
        account.reservedTokens = row.getLong(column + 1);
        account.inDoubtTokens = row.getLong(column + 2);
        account.estimatedTokens = row.getLong(column + 3);
        account.spentMicroUsd = row.getLong(column + 4);
        account.reservedMicroUsd = row.getLong(column + 5);
        account.inDoubtMicroUsd = row.getLong(column + 6);
        return account;
    }

    static Map<Scope, Account> accounts(Statements statements) throws SQLException {
        Map<Scope, Account> accounts = new HashMap<>();
        try (ResultSet row = query(statements, "SELECT scope, key, " + NUMBERS + " FROM ledger")) {
            while (row.next()) {
                Scope scope = new Scope(ScopeKind.of(row.getString(1)), row.getString(2));
                accounts.put(scope, account(row, 3));
            }
        }
        return accounts;
    }

    static void book(Statements statements, Reservation reservation, Booking b, long now)
            throws SQLException {
        for (Scope scope : reservation.scopes()) {
            update(
                    statements,
                    "INSERT INTO ledger (scope, key, "
                            + NUMBERS
                            + ", touched) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                            + " ON CONFLICT (scope, key) DO UPDATE SET"
                            + " spent_tokens = spent_tokens + excluded.spent_tokens,"
                            + " reserved_tokens = reserved_tokens + excluded.reserved_tokens,"
                            + " in_doubt_tokens = in_doubt_tokens + excluded.in_doubt_tokens,"
                            + " estimated_tokens = estimated_tokens + excluded.estimated_tokens,"
                            + " spent_micro_usd = spent_micro_usd + excluded.spent_micro_usd,"
                            + " reserved_micro_usd = reserved_micro_usd + excluded.reserved_micro_usd,"
                            + " in_doubt_micro_usd = in_doubt_micro_usd + excluded.in_doubt_micro_usd,"
                            + " touched = excluded.touched",
                    scope.kind().label(),
                    scope.key(),
                    b.spentTokens(),
                    b.reservedTokens(),
                    b.inDoubtTokens(),
                    b.estimatedTokens(),
                    b.spentMicroUsd(),
                    b.reservedMicroUsd(),
                    b.inDoubtMicroUsd(),
                    now);
        }
    }

    static int clear(Statements statements, Scope scope) throws SQLException {
        return update(
                statements,
                "UPDATE ledger SET spent_tokens = 0, in_doubt_tokens = 0, estimated_tokens = 0,"
                        + " spent_micro_usd = 0, in_doubt_micro_usd = 0"
                        + " WHERE scope = ? AND key = ?",
                scope.kind().label(),
                scope.key());
    }

    static void removeProcess(Statements statements, String process) throws SQLException {
        update(
                statements,
                "DELETE FROM ledger WHERE scope = 'process' AND key = ?"
                        + " AND NOT EXISTS (SELECT 1 FROM owner WHERE process = ?)",
                process,
                process);
    }

    static void removeRunsUntouchedSince(Statements statements, long moment) throws SQLException {
        update(
                statements,
                "DELETE FROM ledger WHERE scope IN ('run', 'agent_in_run') AND touched < ?"
                        + " AND reserved_tokens = 0 AND reserved_micro_usd = 0",
                moment);
        update(statements, "DELETE FROM reservation WHERE in_doubt = 1 AND expires < ?", moment);
    }

    static Row reservation(Statements statements, String id) throws SQLException {
        try (ResultSet row =
                query(statements, "SELECT " + RESERVATION + " FROM reservation WHERE id = ?", id)) {
            return row.next() ? row(row) : null;
        }
    }

    static List<Row> reservationsOf(Statements statements, String owner) throws SQLException {
        return rows(
                query(
                        statements,
                        "SELECT "
                                + RESERVATION
                                + " FROM reservation WHERE owner = ? AND in_doubt = 0",
                        owner));
    }

    static List<Row> expired(Statements statements, long now) throws SQLException {
        return rows(
                query(
                        statements,
                        "SELECT "
                                + RESERVATION
                                + " FROM reservation WHERE expires < ? AND in_doubt = 0",
                        now));
    }

    static List<Row> inDoubt(Statements statements) throws SQLException {
        return rows(
                query(
                        statements,
                        "SELECT " + RESERVATION + " FROM reservation WHERE in_doubt = 1"));
    }

    private static List<Row> rows(ResultSet result) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (result) {
            while (result.next()) {
                rows.add(row(result));
            }
        }
        return rows;
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                new Reservation(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getLong(6),
                        row.getLong(7),
                        null,
                        List.of()),
                row.getInt(8) == 1);
    }

    static void insert(Statements statements, Reservation reservation, String owner, long expires)
            throws SQLException {
        update(
                statements,
                "INSERT OR REPLACE INTO reservation (id, owner, run, agent, day, process, tokens,"
                        + " micro_usd, expires, in_doubt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
                reservation.id(),
                owner,
                reservation.runId(),
                reservation.agentId(),
                reservation.day(),
                reservation.process(),
                reservation.tokens(),
                reservation.microUsd(),
                expires);
    }

    static void markInDoubt(Statements statements, String id) throws SQLException {
        update(statements, "UPDATE reservation SET in_doubt = 1 WHERE id = ?", id);
    }

    static void delete(Statements statements, String id) throws SQLException {
        update(statements, "DELETE FROM reservation WHERE id = ?", id);
    }

    static List<Owner> owners(Statements statements) throws SQLException {
        List<Owner> owners = new ArrayList<>();
        try (ResultSet row = query(statements, "SELECT id, jvm, process FROM owner")) {
            while (row.next()) {
                owners.add(new Owner(row.getString(1), row.getString(2), row.getString(3)));
            }
        }
        return owners;
    }

    static void insertOwner(Statements statements, Owner owner, long now) throws SQLException {
        update(
                statements,
                "INSERT INTO owner (id, jvm, process, since) VALUES (?, ?, ?, ?)",
                owner.id(),
                owner.jvm(),
                owner.process(),
                now);
    }

    static int deleteOwner(Statements statements, String id) throws SQLException {
        return update(statements, "DELETE FROM owner WHERE id = ?", id);
    }
}
