package io.gorgon.budget;

/** The numbers of one scope. Not thread-safe. */
final class Account {

    long spentTokens;
    long reservedTokens;
    long inDoubtTokens;
    long estimatedTokens;
    long spentMicroUsd;
    long reservedMicroUsd;
    long inDoubtMicroUsd;

    long committedTokens() {
        return spentTokens + reservedTokens + inDoubtTokens;
    }

    long committedMicroUsd() {
        return spentMicroUsd + reservedMicroUsd + inDoubtMicroUsd;
    }

    void add(Booking booking) {
        spentTokens += booking.spentTokens();
        reservedTokens += booking.reservedTokens();
        inDoubtTokens += booking.inDoubtTokens();
        estimatedTokens += booking.estimatedTokens();
        spentMicroUsd += booking.spentMicroUsd();
        reservedMicroUsd += booking.reservedMicroUsd();
        inDoubtMicroUsd += booking.inDoubtMicroUsd();
    }

    ScopeState state(Scope scope, BudgetLimits limits) {
        return new ScopeState(
                scope,
                limits.of(scope.kind()),
                spentTokens,
                reservedTokens,
                inDoubtTokens,
                estimatedTokens,
                spentMicroUsd,
                reservedMicroUsd,
                inDoubtMicroUsd,
                limits.resetOf(scope));
    }
}
