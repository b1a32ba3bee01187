package io.gorgon.budget;

import static io.gorgon.state.Sql.query;
import static io.gorgon.state.Sql.update;

import io.gorgon.state.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The accounts and the owners of the ledger: reads and writes them, decides nothing. */
final class LedgerTables {

    static final String NUMBERS =
            "spent_tokens, reserved_tokens, in_doubt_tokens, estimated_tokens,"
                    + " spent_micro_usd, reserved_micro_usd, in_doubt_micro_usd";

    private static final String ACCOUNT = NUMBERS + ", raised_tokens, raised_micro_usd";

    private static final String ACCOUNTS = "SELECT scope, key, " + ACCOUNT + " FROM ledger";
    private static final String IS_SCOPE = "(scope = ? AND key = ?)";

    private static final int COLUMNS_OF_BOOKING = 10;
    private static final int MOST_SCOPES = 5;

    /** The statement that books, by the number of scopes. */
    private static final List<String> BOOKINGS =
            IntStream.rangeClosed(0, MOST_SCOPES).mapToObj(LedgerTables::booking).toList();

    private LedgerTables() {}

    static Account account(Statements statements, Scope scope) throws SQLException {
        try (ResultSet row =
                query(
                        statements,
                        "SELECT " + ACCOUNT + " FROM ledger WHERE scope = ? AND key = ?",
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
        account.raisedTokens = row.getLong(column + 7);
        account.raisedMicroUsd = row.getLong(column + 8);
        return account;
    }

    static Map<Scope, Account> accounts(Statements statements) throws SQLException {
        try (ResultSet row = query(statements, ACCOUNTS)) {
            return accounts(row);
        }
    }

    /** The accounts of these scopes, also of those that nothing was booked for. */
    static Map<Scope, Account> accounts(Statements statements, List<Scope> scopes)
            throws SQLException {
        if (scopes.isEmpty()) {
            return Map.of();
        }
        String where = String.join(" OR ", Collections.nCopies(scopes.size(), IS_SCOPE));
        Object[] values =
                scopes.stream()
                        .flatMap(scope -> Stream.of(scope.kind().label(), scope.key()))
                        .toArray();
        try (ResultSet row = query(statements, ACCOUNTS + " WHERE " + where, values)) {
            Map<Scope, Account> accounts = accounts(row);
            scopes.forEach(scope -> accounts.computeIfAbsent(scope, unknown -> new Account()));
            return accounts;
        }
    }

    private static Map<Scope, Account> accounts(ResultSet row) throws SQLException {
        Map<Scope, Account> accounts = new HashMap<>();
        while (row.next()) {
            Scope scope = new Scope(ScopeKind.of(row.getString(1)), row.getString(2));
            accounts.put(scope, account(row, 3));
        }
        return accounts;
    }

    /** In one statement, as each one is a way to the server and back. */
    static void book(Statements statements, Reservation reservation, Booking b, long now)
            throws SQLException {
        List<Scope> scopes = reservation.scopes();
        List<Object> values = new ArrayList<>(scopes.size() * COLUMNS_OF_BOOKING);
        for (Scope scope : scopes) {
            values.add(scope.kind().label());
            values.add(scope.key());
            values.add(b.spentTokens());
            values.add(b.reservedTokens());
            values.add(b.inDoubtTokens());
            values.add(b.estimatedTokens());
            values.add(b.spentMicroUsd());
            values.add(b.reservedMicroUsd());
            values.add(b.inDoubtMicroUsd());
            values.add(now);
        }
        update(statements, BOOKINGS.get(scopes.size()), values.toArray());
    }

    private static String booking(int scopes) {
        String row = "(" + String.join(", ", Collections.nCopies(COLUMNS_OF_BOOKING, "?")) + ")";
        return "INSERT INTO ledger (scope, key, "
                + NUMBERS
                + ", touched) VALUES "
                + String.join(", ", Collections.nCopies(scopes, row))
                + " ON CONFLICT (scope, key) DO UPDATE SET"
                + " spent_tokens = ledger.spent_tokens + excluded.spent_tokens,"
                + " reserved_tokens = ledger.reserved_tokens + excluded.reserved_tokens,"
                + " in_doubt_tokens = ledger.in_doubt_tokens + excluded.in_doubt_tokens,"
                + " estimated_tokens = ledger.estimated_tokens + excluded.estimated_tokens,"
                + " spent_micro_usd = ledger.spent_micro_usd + excluded.spent_micro_usd,"
                + " reserved_micro_usd = ledger.reserved_micro_usd + excluded.reserved_micro_usd,"
                + " in_doubt_micro_usd = ledger.in_doubt_micro_usd + excluded.in_doubt_micro_usd,"
                + " touched = excluded.touched";
    }

    /** Stores what the limit of a scope is raised by in all. */
    static void raise(Statements statements, Scope scope, Account account, long now)
            throws SQLException {
        update(
                statements,
                "INSERT INTO ledger (scope, key, "
                        + ACCOUNT
                        + ", touched) VALUES (?, ?, 0, 0, 0, 0, 0, 0, 0, ?, ?, ?)"
                        + " ON CONFLICT (scope, key) DO UPDATE SET"
                        + " raised_tokens = excluded.raised_tokens,"
                        + " raised_micro_usd = excluded.raised_micro_usd,"
                        + " touched = excluded.touched",
                scope.kind().label(),
                scope.key(),
                account.raisedTokens,
                account.raisedMicroUsd,
                now);
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

    private static void removeProcess(Statements statements, String process) throws SQLException {
        update(
                statements,
                "DELETE FROM ledger WHERE scope = 'process' AND key = ?"
                        + " AND NOT EXISTS (SELECT 1 FROM ledger_process WHERE process = ?)",
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

    /** Those that have something reserved, and those whose process was written down. */
    static Set<String> owners(Statements statements) throws SQLException {
        Set<String> owners = new HashSet<>();
        try (ResultSet row =
                query(
                        statements,
                        "SELECT owner FROM ledger_process"
                                + " UNION SELECT owner FROM reservation WHERE in_doubt = 0")) {
            while (row.next()) {
                owners.add(row.getString(1));
            }
        }
        return owners;
    }

    static void insertOwner(Statements statements, String owner, String process)
            throws SQLException {
        update(
                statements,
                "INSERT INTO ledger_process (owner, process) VALUES (?, ?)"
                        + " ON CONFLICT (owner) DO NOTHING",
                owner,
                process);
    }

    /** Forgets an owner, and its process if no other owner is the same one. */
    static void deleteOwner(Statements statements, String owner) throws SQLException {
        String process = null;
        try (ResultSet row =
                query(statements, "SELECT process FROM ledger_process WHERE owner = ?", owner)) {
            if (row.next()) {
                process = row.getString(1);
            }
        }
        update(statements, "DELETE FROM ledger_process WHERE owner = ?", owner);
        if (process != null) {
            removeProcess(statements, process);
        }
    }
}
