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
    long raisedTokens;
    long raisedMicroUsd;

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

    void raise(long tokens, long microUsd) {
        raisedTokens = Limit.sum(raisedTokens, tokens);
        raisedMicroUsd = Limit.sum(raisedMicroUsd, microUsd);
    }

    boolean isRaised() {
        return raisedTokens > 0 || raisedMicroUsd > 0;
    }

    ScopeState state(Scope scope, BudgetLimits limits) {
        return new ScopeState(
                scope,
                limits.of(scope.kind()).raisedBy(raisedTokens, raisedMicroUsd),
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
