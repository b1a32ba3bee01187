package io.gorgon.budget;

import io.gorgon.state.StateLocation;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A process of its own that makes calls until it is killed or the budget is used up, and tells what
 * its fake provider reported: a line "settled TOKENS" after each settlement that was confirmed.
 */
public final class LedgerLoadProcess {

    private LedgerLoadProcess() {}

    /** Arguments: where the state is and a number to begin random numbers with. */
    public static void main(String[] arguments) throws InterruptedException {
        StateLocation place = StateLocation.parse(arguments[0], Path.of(""));
        long seed = Long.parseLong(arguments[1]);
        try (BudgetLedger ledger =
                DatabaseLedger.open(place, LedgerProcessesTest.LIMITS, Clock.systemUTC())) {
            System.out.println("ready");
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Random random = new Random(seed * 100 + i);
                Thread thread = new Thread(() -> load(ledger, random));
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private static void load(BudgetLedger ledger, Random random) {
        while (true) {
            Reservation reservation;
            try {
                reservation =
                        ledger.reserve(
                                ReservationRequest.of(
                                        "run", "agent-" + random.nextInt(3), 100, 40));
            } catch (io.gorgon.llm.error.BudgetExceededException e) {
                return;
            }
            if (random.nextInt(3) == 0) {
                ledger.release(reservation);
                continue;
            }
            long tokens = 1 + random.nextInt(100);
            ledger.settle(reservation, tokens, 10, false);
            System.out.println("settled " + tokens);
        }
    }
}
