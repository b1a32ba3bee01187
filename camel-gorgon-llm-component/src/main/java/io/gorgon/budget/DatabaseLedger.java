package io.gorgon.budget;

import io.gorgon.budget.Booking.Outcome;
import io.gorgon.llm.error.StateUnavailableException;
import io.gorgon.state.StateDatabase;
import io.gorgon.state.StateLocation;
import io.gorgon.state.Statements;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A ledger in a database that several processes share. What it has confirmed survives the end of
 * the process and of the machine. An opening of a database has one ledger at a time.
 */
public final class DatabaseLedger implements BudgetLedger {

    /** A run that nothing was booked for in this time is over. */
    private static final Duration RUNS_KEPT = Duration.ofDays(90);

    /** How often a shortage makes us look for processes that have died meanwhile. */
    private static final Duration BETWEEN_RECLAIMS = Duration.ofSeconds(1);

    private final StateDatabase database;
    private final boolean ownsDatabase;
    private final String owner;
    private final BudgetLimits limits;
    private final LimitCheck check;
    private final Clock clock;
    private final Duration lease;
    private final String process = ProcessKey.current();
    private volatile Instant reclaimed;

    private DatabaseLedger(
            StateDatabase database,
            boolean ownsDatabase,
            BudgetLimits limits,
            Clock clock,
            Duration lease) {
        this.database = database;
        this.ownsDatabase = ownsDatabase;
        this.owner = database.owners().self();
        this.limits = limits;
        this.check = new LimitCheck(limits);
        this.clock = clock;
        this.lease = lease;
    }

    /**
     * A ledger in a database that stays open when the ledger is closed. What processes had reserved
     * that are dead by now is booked in doubt.
     *
     * @throws StateUnavailableException if the database cannot be used
     */
    public static DatabaseLedger in(StateDatabase database, BudgetLimits limits, Clock clock) {
        DatabaseLedger ledger = new DatabaseLedger(database, false, limits, clock, Leases.DEFAULT);
        ledger.register();
        return ledger;
    }

    /** As the other one, with a database of its own. */
    public static DatabaseLedger open(StateLocation place, BudgetLimits limits, Clock clock) {
        return open(place, limits, clock, Leases.DEFAULT);
    }

    /** As the other one, in a file. */
    public static DatabaseLedger open(Path file, BudgetLimits limits, Clock clock) {
        return open(StateLocation.of(file), limits, clock, Leases.DEFAULT);
    }

    /**
     * Opens a database that is closed with the ledger.
     *
     * @param lease how long a reservation may be open that does not say itself
     * @throws StateUnavailableException if it cannot be used
     */
    public static DatabaseLedger open(
            StateLocation place, BudgetLimits limits, Clock clock, Duration lease) {
        StateDatabase database = StateDatabase.open(place);
        try {
            DatabaseLedger ledger = new DatabaseLedger(database, true, limits, clock, lease);
            ledger.register();
            return ledger;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private void register() {
        Instant now = clock.instant();
        database.write(
                statements -> {
                    LedgerSchema.update(database, statements);
                    LedgerTables.insertOwner(statements, owner, process);
                    LedgerTables.removeRunsUntouchedSince(
                            statements, now.minus(RUNS_KEPT).toEpochMilli());
                    return null;
                });
        reclaim(now);
    }

    @Override
    public Reservation reserve(ReservationRequest request) {
        Instant now = clock.instant();
        LimitCheck.Verdict verdict =
                database.write(statements -> reserve(statements, request, now));
        if (verdict.shortage() != null && reclaimed.plus(BETWEEN_RECLAIMS).isBefore(now)) {
            reclaim(now);
            verdict = database.write(statements -> reserve(statements, request, now));
        }
        return verdict.orThrow();
    }

    private LimitCheck.Verdict reserve(
            Statements statements, ReservationRequest request, Instant now) throws SQLException {
        Reservation wanted =
                new Reservation(
                        request.id(),
                        request.runId(),
                        request.agentId(),
                        limits.dayOf(now),
                        process,
                        request.tokens(),
                        request.microUsd(),
                        null,
                        List.of());
        List<Scope> limited =
                wanted.scopes().stream()
                        .filter(scope -> !check.limit(scope, request.runTokenLimit()).isNone())
                        .toList();
        Map<Scope, Account> accounts = LedgerTables.accounts(statements, limited);
        LimitCheck.Verdict verdict = check.check(wanted, request.runTokenLimit(), accounts::get);
        if (verdict.shortage() == null) {
            Reservation fits = verdict.reservation();
            long end = Leases.end(request, now, lease).toEpochMilli();
            if (ReservationTable.insert(statements, fits, owner, end)) {
                LedgerTables.book(statements, fits, Booking.reserve(fits), now.toEpochMilli());
                return verdict;
            }
        }
        ReservationTable.Row before = ReservationTable.find(statements, request.id());
        return before == null || before.inDoubt()
                ? verdict
                : new LimitCheck.Verdict(before.reservation(), null);
    }

    @Override
    public boolean settle(Reservation reservation, long tokens, long microUsd, boolean estimated) {
        return database.writeWhenPossible(
                end(reservation, new Outcome(tokens, microUsd, estimated, false)));
    }

    @Override
    public boolean settleInDoubt(Reservation reservation, long tokens, long microUsd) {
        return database.writeWhenPossible(
                end(reservation, new Outcome(tokens, microUsd, false, true)));
    }

    @Override
    public boolean release(Reservation reservation) {
        // Nothing was paid: one that is not given back is in doubt later, and harms nobody else.
        return database.write(end(reservation, Outcome.NOTHING_SENT));
    }

    private StateDatabase.Work<Boolean> end(Reservation reservation, Outcome outcome) {
        long now = clock.instant().toEpochMilli();
        return statements -> {
            ReservationTable.Row row = ReservationTable.take(statements, reservation.id());
            if (row == null) {
                return false;
            }
            Booking booking = Booking.end(row.reservation(), row.inDoubt(), outcome);
            LedgerTables.book(statements, row.reservation(), booking, now);
            return true;
        };
    }

    @Override
    public List<ScopeState> scopes() {
        Instant now = clock.instant();
        reclaim(now);
        Map<Scope, Account> accounts = database.read(LedgerTables::accounts);
        accounts.computeIfAbsent(
                new Scope(ScopeKind.DAY, limits.dayOf(now)), unknown -> new Account());
        List<ScopeState> states = new ArrayList<>();
        accounts.forEach((scope, account) -> states.add(account.state(scope, limits)));
        return ScopeOrder.current(states, limits.dayOf(now));
    }

    @Override
    public ScopeState state(Scope scope) {
        return database.read(statements -> LedgerTables.account(statements, scope))
                .state(scope, limits);
    }

    @Override
    public void raise(Scope scope, long tokens, long microUsd) {
        Limit.requireNotNegative(tokens, microUsd);
        long now = clock.instant().toEpochMilli();
        database.write(
                statements -> {
                    Account account = LedgerTables.account(statements, scope);
                    account.raise(tokens, microUsd);
                    LedgerTables.raise(statements, scope, account, now);
                    return null;
                });
    }

    /** Books in doubt what dead processes had reserved, and what nobody ended in time. */
    private void reclaim(Instant now) {
        reclaimed = now;
        List<String> dead =
                database.read(LedgerTables::owners).stream()
                        .filter(database.owners()::isDead)
                        .toList();
        List<ReservationTable.Row> late =
                database.read(
                        statements -> ReservationTable.expired(statements, now.toEpochMilli()));
        if (dead.isEmpty() && late.isEmpty()) {
            return;
        }
        database.write(
                statements -> {
                    bookInDoubt(
                            statements,
                            ReservationTable.expired(statements, now.toEpochMilli()),
                            now);
                    for (String each : dead) {
                        end(statements, each, now);
                    }
                    return null;
                });
        dead.forEach(database.owners()::remove);
    }

    private static void end(Statements statements, String owner, Instant now) throws SQLException {
        bookInDoubt(statements, ReservationTable.ofOwner(statements, owner), now);
        LedgerTables.deleteOwner(statements, owner);
    }

    private static void bookInDoubt(
            Statements statements, List<ReservationTable.Row> rows, Instant now)
            throws SQLException {
        for (ReservationTable.Row row : rows) {
            Reservation reservation = row.reservation();
            Booking booking = Booking.end(reservation, false, Outcome.inDoubt(reservation));
            LedgerTables.book(statements, reservation, booking, now.toEpochMilli());
            ReservationTable.markInDoubt(statements, reservation.id());
        }
    }

    @Override
    public boolean reset(Scope scope) {
        return database.write(
                statements -> {
                    // A late settlement must not take away what was just forgotten.
                    for (ReservationTable.Row row : ReservationTable.inDoubt(statements)) {
                        if (row.reservation().scopes().contains(scope)) {
                            ReservationTable.delete(statements, row.reservation().id());
                        }
                    }
                    return LedgerTables.clear(statements, scope) > 0;
                });
    }

    /** How far the estimates of models are off, in the same database. */
    public EstimateRatios ratios() {
        return new DatabaseRatios(database);
    }

    @Override
    public void close() {
        Instant now = clock.instant();
        try {
            database.write(
                    statements -> {
                        end(statements, owner, now);
                        return null;
                    });
        } catch (StateUnavailableException e) {
            // Whoever opens the database next sees that we are gone, and books the same.
        } finally {
            if (ownsDatabase) {
                database.close();
            }
        }
    }
}
