package io.gorgon.journal;

import io.gorgon.journal.CallEntry.State;
import io.gorgon.state.Dialect;
import io.gorgon.state.StateDatabase;
import io.gorgon.state.Statements;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Calls that were under way when nobody was left who waits for them. */
final class LeftCalls {

    /** One that is in doubt from now on. */
    record InDoubt(String path, long tokens, long microUsd) {}

    private record Left(String id, String path, long tokens, long microUsd) {}

    private LeftCalls() {}

    /** Puts all calls of a run in doubt that are under way; those that never had a budget go. */
    static List<InDoubt> ofRun(Statements statements, StateDatabase database, String run, long now)
            throws SQLException {
        return mark(
                statements,
                database,
                Rows.all(
                        statements,
                        LeftCalls::left,
                        "SELECT id, path, reserved_tokens, reserved_micro_usd FROM call"
                                + " WHERE run = ? AND state = 'STARTED' ORDER BY seq",
                        run),
                now);
    }

    static void one(Statements statements, StateDatabase database, String id, long now)
            throws SQLException {
        mark(
                statements,
                database,
                Rows.all(
                        statements,
                        LeftCalls::left,
                        "SELECT id, path, reserved_tokens, reserved_micro_usd FROM call"
                                + " WHERE id = ? AND state = 'STARTED'",
                        id),
                now);
    }

    private static Left left(java.sql.ResultSet row) throws SQLException {
        return new Left(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4));
    }

    private static List<InDoubt> mark(
            Statements statements, StateDatabase database, List<Left> calls, long now)
            throws SQLException {
        List<InDoubt> inDoubt = new ArrayList<>();
        boolean ledger = !calls.isEmpty() && hasLedger(statements, database.dialect());
        for (Left call : calls) {
            Optional<InDoubt> reserved =
                    ledger
                            ? reserved(statements, call)
                            : Optional.of(new InDoubt(call.path(), call.tokens(), call.microUsd()));
            State state = reserved.isPresent() ? State.IN_DOUBT : State.ABANDONED;
            InDoubt amounts = reserved.orElse(new InDoubt(call.path(), 0, 0));
            CallTable.end(
                    statements,
                    call.id(),
                    new CallTable.Outcome(
                            state,
                            0,
                            0,
                            amounts.tokens(),
                            amounts.microUsd(),
                            reserved.isPresent()
                                    ? "the process ended while the call was under way"
                                    : "the process ended before the call was made"),
                    now);
            reserved.ifPresent(inDoubt::add);
        }
        return inDoubt;
    }

    /** What the budget keeps for it; nothing when it was never let through. */
    private static Optional<InDoubt> reserved(Statements statements, Left call)
            throws SQLException {
        return Rows.first(
                statements,
                row -> new InDoubt(call.path(), row.getLong(1), row.getLong(2)),
                "SELECT tokens, micro_usd FROM reservation WHERE id = ?",
                call.id());
    }

    /** Whether the budgets are in the same database. */
    static boolean hasLedger(Statements statements, Dialect dialect) throws SQLException {
        String sql =
                dialect == Dialect.SQLITE
                        ? "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'reservation'"
                        : "SELECT 1 WHERE to_regclass('reservation') IS NOT NULL";
        return Rows.number(statements, sql) == 1;
    }
}
