package io.gorgon.budget;

/** A change of an account's numbers; each may be negative. */
record Booking(
        long spentTokens,
        long reservedTokens,
        long inDoubtTokens,
        long estimatedTokens,
        long spentMicroUsd,
        long reservedMicroUsd,
        long inDoubtMicroUsd) {

    static Booking reserve(Reservation reservation) {
        return new Booking(0, reservation.tokens(), 0, 0, 0, reservation.microUsd(), 0);
    }

    /** From reserved, or from in doubt, to what a call's end was. */
    static Booking end(Reservation reservation, boolean wasInDoubt, Outcome outcome) {
        long freedTokens = reservation.tokens();
        long freedMicroUsd = reservation.microUsd();
        long inDoubtTokens = outcome.inDoubt() ? outcome.tokens() : 0;
        long inDoubtMicroUsd = outcome.inDoubt() ? outcome.microUsd() : 0;
        return new Booking(
                outcome.inDoubt() ? 0 : outcome.tokens(),
                wasInDoubt ? 0 : -freedTokens,
                inDoubtTokens - (wasInDoubt ? freedTokens : 0),
                outcome.estimated() && !outcome.inDoubt() ? outcome.tokens() : 0,
                outcome.inDoubt() ? 0 : outcome.microUsd(),
                wasInDoubt ? 0 : -freedMicroUsd,
                inDoubtMicroUsd - (wasInDoubt ? freedMicroUsd : 0));
    }

    /**
     * How a call ended.
     *
     * @param tokens zero or more
     * @param microUsd zero or more
     */
    record Outcome(long tokens, long microUsd, boolean estimated, boolean inDoubt) {

        static final Outcome NOTHING_SENT = new Outcome(0, 0, false, false);

        Outcome {
            if (tokens < 0 || microUsd < 0) {
                throw new IllegalArgumentException("what a call used must not be negative");
            }
        }

        static Outcome inDoubt(Reservation reservation) {
            return new Outcome(reservation.tokens(), reservation.microUsd(), false, true);
        }
    }
}
