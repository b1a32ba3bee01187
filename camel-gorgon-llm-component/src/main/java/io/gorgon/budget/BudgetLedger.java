package io.gorgon.budget;

import java.util.List;

/**
 * Keeps the budgets of all scopes. What is spent, reserved and in doubt in a scope together never
 * exceeds its limit, as long as calls use no more than was reserved for them; what they do use more
 * is booked all the same. Thread-safe.
 *
 * <p>Each reservation ends by one of {@link #settle}, {@link #settleInDoubt} and {@link #release};
 * whichever comes later does nothing. One that nobody ends in time, or whose process has died, is
 * booked in doubt; if its process lives and settles it afterwards, that corrects the booking.
 */
public interface BudgetLedger extends AutoCloseable {

    /**
     * Reserves in all scopes, or in none. Of a run that brings a limit of its own, the lower one of
     * that and the configured one holds.
     *
     * @return the open reservation of the same id when there is one, else a new one
     * @throws io.gorgon.llm.error.BudgetExceededException if it does not fit in a scope
     * @throws io.gorgon.llm.error.StateUnavailableException if it cannot be recorded
     */
    Reservation reserve(ReservationRequest request);

    /**
     * Ends a reservation with what was used. While that cannot be recorded, it waits and tries
     * again, until it is or the ledger is closed: it was paid for, and must not be lost.
     *
     * @param tokens input and output
     * @param microUsd millionths of a US dollar
     * @param estimated whether nobody reported the tokens
     * @return whether this ended it; false when something else had before, or perhaps this, when
     *     the connection broke while it was being recorded
     * @throws io.gorgon.llm.error.StateUnavailableException if it can never be recorded
     */
    boolean settle(Reservation reservation, long tokens, long microUsd, boolean estimated);

    /**
     * Ends a reservation of a call that may have been paid for although its answer was lost. Waits
     * as {@link #settle} does.
     *
     * @param tokens what it may have used at most
     * @param microUsd millionths of a US dollar that it may have cost at most
     * @return whether this ended it; false when something else had before
     */
    boolean settleInDoubt(Reservation reservation, long tokens, long microUsd);

    /**
     * Gives a reservation back: nothing was sent.
     *
     * @return whether this ended it; false when something else had before
     * @throws io.gorgon.llm.error.StateUnavailableException if it cannot be recorded
     */
    boolean release(Reservation reservation);

    /**
     * All scopes that something was used in, and the current day in any case: first the day, then
     * processes, runs, agents, agents within runs, each by key.
     */
    List<ScopeState> scopes();

    /**
     * How much of one budget is used, zero where nothing ever was. Reads this scope only: what
     * running calls reserved that nobody ended in time may still count as reserved here, instead of
     * in doubt. The limit is the configured one, not one that a run brought, and what it was raised
     * by.
     */
    ScopeState state(Scope scope);

    /**
     * Allows more in one scope, for good: so much is added to its limit, whether that is configured
     * or a run brings it. What was spent stays spent; what is not limited stays so.
     *
     * @param tokens zero or more
     * @param microUsd millionths of a US dollar, zero or more
     * @throws IllegalArgumentException if an amount is negative
     * @throws io.gorgon.llm.error.StateUnavailableException if it cannot be recorded
     */
    void raise(Scope scope, long tokens, long microUsd);

    /**
     * Forgets what was spent and what is in doubt in a scope; what is reserved stays.
     *
     * @return whether there was such a scope
     */
    boolean reset(Scope scope);

    /** Gives files and threads back. Reservations that are open then are booked in doubt. */
    @Override
    void close();
}
