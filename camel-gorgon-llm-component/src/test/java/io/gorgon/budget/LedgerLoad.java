package io.gorgon.budget;

import io.gorgon.llm.error.BudgetExceededException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Makes calls of a fake provider that fail, vanish and succeed at random. */
final class LedgerLoad {

    static final long TOKENS = 100;
    static final long MICRO_USD = 40;

    private final BudgetLedger ledger;

    /** What the fake provider reports to have used. */
    final AtomicLong reportedTokens = new AtomicLong();

    final AtomicLong reportedMicroUsd = new AtomicLong();
    final AtomicLong lostTokens = new AtomicLong();
    final AtomicLong refused = new AtomicLong();
    final AtomicLong ended = new AtomicLong();

    LedgerLoad(BudgetLedger ledger) {
        this.ledger = ledger;
    }

    /** One call of a random run and agent. */
    void call(Random random) {
        Reservation reservation;
        try {
            reservation =
                    ledger.reserve(
                            ReservationRequest.of(
                                    "run-" + random.nextInt(3),
                                    "agent-" + random.nextInt(3),
                                    TOKENS,
                                    MICRO_USD));
        } catch (BudgetExceededException e) {
            refused.incrementAndGet();
            return;
        }
        switch (random.nextInt(4)) {
            case 0 -> ledger.release(reservation);
            case 1 -> {
                lostTokens.addAndGet(TOKENS);
                ledger.settleInDoubt(reservation, TOKENS, MICRO_USD);
            }
            default -> {
                long tokens = 1 + random.nextInt((int) TOKENS);
                long microUsd = random.nextInt((int) MICRO_USD + 1);
                reportedTokens.addAndGet(tokens);
                reportedMicroUsd.addAndGet(microUsd);
                ledger.settle(reservation, tokens, microUsd, false);
                // a second end, as a route with two ways out makes it
                ledger.release(reservation);
            }
        }
        ended.incrementAndGet();
    }
}
