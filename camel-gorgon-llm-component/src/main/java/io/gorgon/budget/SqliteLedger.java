package io.gorgon.budget;

import io.gorgon.budget.Booking.Outcome;
import io.gorgon.state.OwnerFile;
import io.gorgon.state.SqliteDatabase;
import io.gorgon.state.Statements;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A ledger in an SQLite file that several processes share. What it has confirmed survives the end
 * of the process and of the machine.
 */
public final class SqliteLedger implements BudgetLedger {

    /** A run that nothing was booked for in this time is over. */
    private static final Duration RUNS_KEPT = Duration.ofDays(90);

    /** How often a shortage makes us look for processes that have died meanwhile. */
    private static final Duration BETWEEN_RECLAIMS = Duration.ofSeconds(1);

    private final SqliteDatabase database;
    private final OwnerFile owner;
    private final BudgetLimits limits;
    private final LimitCheck check;
    private final Clock clock;
    private final Duration lease;
    private final String process = ProcessKey.current();
    private volatile Instant reclaimed;

    private SqliteLedger(
            SqliteDatabase database,
            OwnerFile owner,
            BudgetLimits limits,
            Clock clock,
            Duration lease) {
        this.database = database;
        this.owner = owner;
        this.limits = limits;
        this.check = new LimitCheck(limits);
        this.clock = clock;
        this.lease = lease;
    }

    /**
     * Opens a file, and makes it if need be. What processes had reserved that are dead by now is
     * booked in doubt.
     *
     * @throws io.gorgon.llm.error.StateUnavailableException if it cannot be used
     */
    public static SqliteLedger open(Path file, BudgetLimits limits, Clock clock) {
        return open(file, limits, clock, Leases.DEFAULT);
    }

    /**
     * @param lease how long a reservation may be open that does not say itself
     */
    public static SqliteLedger open(Path file, BudgetLimits limits, Clock clock, Duration lease) {
        SqliteDatabase database = SqliteDatabase.open(file);
        OwnerFile owner = null;
        try {
            owner = OwnerFile.create(database.file());
            SqliteLedger ledger = new SqliteLedger(database, owner, limits, clock, lease);
            ledger.register();
            return ledger;
        } catch (RuntimeException e) {
            if (owner != null) {
                owner.close();
            }
            database.close();
            throw e;
        }
    }

    private void register() {
        Instant now = clock.instant();
        database.write(
                statements -> {
                    LedgerSchema.create(statements, database.file());
                    LedgerTables.insertOwner(
                            statements,
                            new LedgerTables.Owner(owner.id(), OwnerFile.jvm(), process),
                            now.toEpochMilli());
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
        LedgerTables.Row before = LedgerTables.reservation(statements, request.id());
        if (before != null && !before.inDoubt()) {
            return new LimitCheck.Verdict(before.reservation(), null);
        }
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
        Map<Scope, Account> accounts = new HashMap<>();
        for (Scope scope : wanted.scopes()) {
            if (!check.limit(scope, request.runTokenLimit()).isNone()) {
                accounts.put(scope, LedgerTables.account(statements, scope));
            }
        }
        LimitCheck.Verdict verdict = check.check(wanted, request.runTokenLimit(), accounts::get);
        if (verdict.shortage() == null) {
            Reservation fits = verdict.reservation();
            LedgerTables.book(statements, fits, Booking.reserve(fits), now.toEpochMilli());
            LedgerTables.insert(
                    statements, fits, owner.id(), Leases.end(request, now, lease).toEpochMilli());
        }
        return verdict;
    }

    @Override
    public boolean settle(Reservation reservation, long tokens, long microUsd, boolean estimated) {
        return end(reservation, new Outcome(tokens, microUsd, estimated, false));
    }

    @Override
    public boolean settleInDoubt(Reservation reservation, long tokens, long microUsd) {
        return end(reservation, new Outcome(tokens, microUsd, false, true));
    }

    @Override
    public boolean release(Reservation reservation) {
        return end(reservation, Outcome.NOTHING_SENT);
    }

    private boolean end(Reservation reservation, Outcome outcome) {
        long now = clock.instant().toEpochMilli();
        return database.write(
                statements -> {
                    LedgerTables.Row row = LedgerTables.reservation(statements, reservation.id());
                    if (row == null) {
                        return false;
                    }
                    Booking booking = Booking.end(row.reservation(), row.inDoubt(), outcome);
                    LedgerTables.book(statements, row.reservation(), booking, now);
                    LedgerTables.delete(statements, reservation.id());
                    return true;
                });
    }

    @Override
    public List<ScopeState> scopes() {
        Instant now = clock.instant();
        reclaim(now);
        Map<Scope, Account> accounts = database.write(LedgerTables::accounts);
        accounts.computeIfAbsent(
                new Scope(ScopeKind.DAY, limits.dayOf(now)), unknown -> new Account());
        List<ScopeState> states = new ArrayList<>();
        accounts.forEach((scope, account) -> states.add(account.state(scope, limits)));
        return ScopeOrder.current(states, limits.dayOf(now));
    }

    @Override
    public ScopeState state(Scope scope) {
        return database.write(statements -> LedgerTables.account(statements, scope))
                .state(scope, limits);
    }

    /** Books in doubt what dead processes had reserved, and what nobody ended in time. */
    private void reclaim(Instant now) {
        reclaimed = now;
        List<LedgerTables.Owner> dead =
                database.write(LedgerTables::owners).stream()
                        .filter(each -> OwnerFile.isDead(database.file(), each.id(), each.jvm()))
                        .toList();
        database.write(
                statements -> {
                    bookInDoubt(
                            statements, LedgerTables.expired(statements, now.toEpochMilli()), now);
                    for (LedgerTables.Owner each : dead) {
                        bookInDoubt(
                                statements,
                                LedgerTables.reservationsOf(statements, each.id()),
                                now);
                        remove(statements, each);
                    }
                    return null;
                });
        dead.forEach(each -> OwnerFile.remove(database.file(), each.id()));
    }

    private static void bookInDoubt(Statements statements, List<LedgerTables.Row> rows, Instant now)
            throws SQLException {
        for (LedgerTables.Row row : rows) {
            Reservation reservation = row.reservation();
            Booking booking = Booking.end(reservation, false, Outcome.inDoubt(reservation));
            LedgerTables.book(statements, reservation, booking, now.toEpochMilli());
            LedgerTables.markInDoubt(statements, reservation.id());
        }
    }

    private static void remove(Statements statements, LedgerTables.Owner owner)
            throws SQLException {
        LedgerTables.deleteOwner(statements, owner.id());
        LedgerTables.removeProcess(statements, owner.process());
    }

    @Override
    public boolean reset(Scope scope) {
        return database.write(
                statements -> {
                    // A late settlement must not take away what was just forgotten.
                    for (LedgerTables.Row row : LedgerTables.inDoubt(statements)) {
                        if (row.reservation().scopes().contains(scope)) {
                            LedgerTables.delete(statements, row.reservation().id());
                        }
                    }
                    return LedgerTables.clear(statements, scope) > 0;
                });
    }

    /** How far the estimates of models are off, in the same file. */
    public EstimateRatios ratios() {
        return new SqliteRatios(database);
    }

    @Override
    public void close() {
        Instant now = clock.instant();
        try {
            database.write(
                    statements -> {
                        bookInDoubt(
                                statements,
                                LedgerTables.reservationsOf(statements, owner.id()),
                                now);
                        remove(
                                statements,
                                new LedgerTables.Owner(owner.id(), OwnerFile.jvm(), process));
                        return null;
                    });
        } catch (io.gorgon.llm.error.StateUnavailableException e) {
            // Whoever opens the file next sees that we are gone, and books the same.
        } finally {
            database.close();
            owner.close();
        }
    }
}
