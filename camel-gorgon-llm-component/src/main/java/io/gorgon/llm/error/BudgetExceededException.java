package io.gorgon.llm.error;

import java.time.Instant;

/** A budget has not enough left for the call. */
public final class BudgetExceededException extends LlmException {

    private static final long serialVersionUID = 1L;

    private final transient Shortage shortage;

    /**
     * What is missing. The numbers are tokens, or millionths of a US dollar.
     *
     * @param scope the kind of budget, such as {@code agent}; never null
     * @param key which one, such as the agent's id; never null
     * @param money whether the numbers are millionths of a US dollar instead of tokens
     * @param ofCaller whether the limit is one that the run itself brought, not a configured one
     * @param limit what is allowed
     * @param spent what was used
     * @param inDoubt what was perhaps used by calls whose answer was lost
     * @param reserved what running calls may use
     * @param wanted what the call would have needed
     * @param resetsAt when the budget begins anew; null when it never does
     */
    public record Shortage(
            String scope,
            String key,
            boolean money,
            boolean ofCaller,
            long limit,
            long spent,
            long inDoubt,
            long reserved,
            long wanted,
            Instant resetsAt) {

        /** Whether it would fit if the calls that are running now used nothing. */
        public boolean fitsWithoutReservations() {
            return reserved > 0 && wanted <= limit - spent - inDoubt;
        }

        /** What a call could still have; zero or more. */
        public long available() {
            return Math.max(0, limit - spent - inDoubt - reserved);
        }
    }

    /**
     * @param message scope, limit, spent, reserved, wanted and what to do, in one sentence
     */
    public BudgetExceededException(String message, Shortage shortage) {
        super(Remedy.CORRECT, null, null, 0, message, null);
        this.shortage = shortage;
    }

    @Override
    public String kind() {
        return "budget_exceeded";
    }

    /** What is missing. */
    public Shortage shortage() {
        return shortage;
    }
}
