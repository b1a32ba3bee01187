package io.gorgon.budget;

import io.gorgon.llm.error.BudgetExceededException;
import io.gorgon.llm.error.BudgetExceededException.Shortage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Decides whether a reservation fits. The same for every ledger. */
final class LimitCheck {

    private final BudgetLimits limits;

    LimitCheck(BudgetLimits limits) {
        this.limits = limits;
    }

    /**
     * @param shortage why it does not fit; null when it does
     * @param reservation with what is left, and what is nearly used up; null when it does not fit
     */
    record Verdict(Reservation reservation, Shortage shortage) {

        Reservation orThrow() {
            if (shortage != null) {
                throw new BudgetExceededException(ShortageWords.sentence(shortage), shortage);
            }
            return reservation;
        }
    }

    /**
     * What may be used in a scope, by a call whose run brings this limit, when it is not raised.
     */
    Limit limit(Scope scope, Long runTokenLimit) {
        Limit configured = limits.of(scope.kind());
        return scope.kind() == ScopeKind.RUN
                ? configured.withTokensAtMost(runTokenLimit)
                : configured;
    }

    /**
     * @param runTokenLimit the limit that the run brings; null when it brings none
     * @param accounts the account of each scope, as it is before
     */
    Verdict check(Reservation wanted, Long runTokenLimit, Function<Scope, Account> accounts) {
        Long remaining = null;
        List<String> nearlyUsedUp = new ArrayList<>(0);
        for (Scope scope : wanted.scopes()) {
            Limit limit = limit(scope, runTokenLimit);
            if (limit.isNone()) {
                continue;
            }
            Account account = accounts.apply(scope);
            boolean ofCaller = !Objects.equals(limit.tokens(), limits.of(scope.kind()).tokens());
            limit = limit.raisedBy(account.raisedTokens, account.raisedMicroUsd);
            Shortage shortage = shortage(scope, limit, ofCaller, account, wanted);
            if (shortage != null) {
                return new Verdict(null, shortage);
            }
            if (limit.tokens() != null) {
                long left = limit.tokens() - account.committedTokens() - wanted.tokens();
                remaining = remaining == null ? left : Math.min(remaining, left);
            }
            warn(scope, limit, account, wanted, nearlyUsedUp);
        }
        return new Verdict(wanted.with(remaining, nearlyUsedUp), null);
    }

    private Shortage shortage(
            Scope scope, Limit limit, boolean ofCaller, Account account, Reservation wanted) {
        if (exceeds(limit.tokens(), account.committedTokens(), wanted.tokens())) {
            return new Shortage(
                    scope.kind().label(),
                    scope.key(),
                    false,
                    ofCaller,
                    limit.tokens(),
                    account.spentTokens,
                    account.inDoubtTokens,
                    account.reservedTokens,
                    wanted.tokens(),
                    limits.resetOf(scope));
        }
        // What costs nothing is allowed with no money left.
        if (wanted.microUsd() > 0
                && exceeds(limit.microUsd(), account.committedMicroUsd(), wanted.microUsd())) {
            return new Shortage(
                    scope.kind().label(),
                    scope.key(),
                    true,
                    false,
                    limit.microUsd(),
                    account.spentMicroUsd,
                    account.inDoubtMicroUsd,
                    account.reservedMicroUsd,
                    wanted.microUsd(),
                    limits.resetOf(scope));
        }
        return null;
    }

    /** Written so that it cannot overflow. */
    private static boolean exceeds(Long limit, long committed, long wanted) {
        return limit != null && wanted > limit - committed;
    }

    private void warn(
            Scope scope, Limit limit, Account account, Reservation wanted, List<String> warnings) {
        if (past(limit.tokens(), account.committedTokens() + wanted.tokens())) {
            warnings.add(ShortageWords.softLimit(scope, limits.softPercent(), "tokens"));
        }
        if (past(limit.microUsd(), account.committedMicroUsd() + wanted.microUsd())) {
            warnings.add(ShortageWords.softLimit(scope, limits.softPercent(), "money"));
        }
    }

    private boolean past(Long limit, long committed) {
        return limit != null && committed >= limit / 100.0 * limits.softPercent();
    }
}
