package io.gorgon.budget;

import io.gorgon.budget.Booking.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A ledger that ends with the process. Of runs and agents, it keeps the ones used last, and always
 * those with open reservations.
 */
public final class InMemoryLedger implements BudgetLedger {

    /** More than this, and the runs and agents that were not used for longest are forgotten. */
    static final int MAX_SCOPES = 200_000;

    private final BudgetLimits limits;
    private final LimitCheck check;
    private final Clock clock;
    private final Duration lease;
    private final String process = ProcessKey.current();
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Scope, Account> accounts = new LinkedHashMap<>(64, 0.75f, true);
    private final Map<String, Open> open = new HashMap<>();

    private static final class Open {
        final Reservation reservation;
        final Instant expires;
        boolean inDoubt;

        Open(Reservation reservation, Instant expires) {
            this.reservation = reservation;
            this.expires = expires;
        }
    }

    public InMemoryLedger(BudgetLimits limits, Clock clock) {
        this(limits, clock, Leases.DEFAULT);
    }

    /**
     * @param lease how long a reservation may be open that does not say itself
     */
    public InMemoryLedger(BudgetLimits limits, Clock clock, Duration lease) {
        this.limits = limits;
        this.check = new LimitCheck(limits);
        this.clock = clock;
        this.lease = lease;
    }

    @Override
    public Reservation reserve(ReservationRequest request) {
        Instant now = clock.instant();
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
        Instant expires = Leases.end(request, now, lease);
        LimitCheck.Verdict verdict;
        lock.lock();
        try {
            Open before = open.get(request.id());
            if (before != null && !before.inDoubt) {
                return before.reservation;
            }
            verdict = check.check(wanted, request.runTokenLimit(), this::account);
            if (verdict.shortage() == null) {
                book(verdict.reservation(), Booking.reserve(verdict.reservation()));
                open.put(request.id(), new Open(verdict.reservation(), expires));
                forget();
            }
        } finally {
            lock.unlock();
        }
        return verdict.orThrow();
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
        lock.lock();
        try {
            Open ended = open.remove(reservation.id());
            if (ended == null) {
                return false;
            }
            book(ended.reservation, Booking.end(ended.reservation, ended.inDoubt, outcome));
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void book(Reservation reservation, Booking booking) {
        for (Scope scope : reservation.scopes()) {
            account(scope).add(booking);
        }
    }

    private Account account(Scope scope) {
        return accounts.computeIfAbsent(scope, unknown -> new Account());
    }

    private void forget() {
        if (accounts.size() <= MAX_SCOPES) {
            return;
        }
        Set<ScopeKind> kept = Set.of(ScopeKind.DAY, ScopeKind.PROCESS);
        Iterator<Map.Entry<Scope, Account>> oldestFirst = accounts.entrySet().iterator();
        while (accounts.size() > MAX_SCOPES && oldestFirst.hasNext()) {
            Map.Entry<Scope, Account> entry = oldestFirst.next();
            Account account = entry.getValue();
            boolean isUsed = account.reservedTokens > 0 || account.reservedMicroUsd > 0;
            if (!isUsed && !account.isRaised() && !kept.contains(entry.getKey().kind())) {
                oldestFirst.remove();
            }
        }
    }

    @Override
    public List<ScopeState> scopes() {
        Instant now = clock.instant();
        List<ScopeState> states = new ArrayList<>();
        lock.lock();
        try {
            bookExpired(now);
            account(new Scope(ScopeKind.DAY, limits.dayOf(now)));
            accounts.forEach((scope, account) -> states.add(account.state(scope, limits)));
        } finally {
            lock.unlock();
        }
        return ScopeOrder.current(states, limits.dayOf(now));
    }

    @Override
    public ScopeState state(Scope scope) {
        lock.lock();
        try {
            return accounts.getOrDefault(scope, new Account()).state(scope, limits);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void raise(Scope scope, long tokens, long microUsd) {
        Limit.requireNotNegative(tokens, microUsd);
        lock.lock();
        try {
            account(scope).raise(tokens, microUsd);
        } finally {
            lock.unlock();
        }
    }

    private void bookExpired(Instant now) {
        for (Open each : open.values()) {
            if (!each.inDoubt && each.expires.isBefore(now)) {
                book(
                        each.reservation,
                        Booking.end(each.reservation, false, Outcome.inDoubt(each.reservation)));
                each.inDoubt = true;
            }
        }
    }

    @Override
    public boolean reset(Scope scope) {
        lock.lock();
        try {
            Account account = accounts.get(scope);
            if (account == null) {
                return false;
            }
            account.spentTokens = 0;
            account.inDoubtTokens = 0;
            account.estimatedTokens = 0;
            account.spentMicroUsd = 0;
            account.inDoubtMicroUsd = 0;
            // A late settlement must not take away what was just forgotten.
            open.values()
                    .removeIf(each -> each.inDoubt && each.reservation.scopes().contains(scope));
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            bookExpired(Instant.MAX);
        } finally {
            lock.unlock();
        }
    }
}
