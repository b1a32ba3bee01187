package io.gorgon.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.llm.error.BudgetExceededException;
import io.gorgon.state.PostgresServer;
import io.gorgon.state.StateLocation;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls of one run that race for what its own limit leaves. */
class RunLimitRaceTest {

    private static final int THREADS = 100;
    private static final int CALLS = 10;
    private static final long TOKENS = 100;
    private static final int FIT = 37;
    private static final Scope RUN = new Scope(ScopeKind.RUN, "run");

    @TempDir private Path folder;

    @Test
    void exactlyAsManyCallsAsFitAreLetInInMemory() throws InterruptedException {
        try (BudgetLedger ledger = new InMemoryLedger(BudgetLimits.none(), Clock.systemUTC())) {
            check(List.of(ledger));
        }
    }

    @Test
    void exactlyAsManyCallsAsFitAreLetInByTwoLedgersOfOneFile() throws InterruptedException {
        Path file = folder.resolve("state.db");
        try (BudgetLedger one = DatabaseLedger.open(file, BudgetLimits.none(), Clock.systemUTC());
                BudgetLedger two =
                        DatabaseLedger.open(file, BudgetLimits.none(), Clock.systemUTC())) {
            check(List.of(one, two));
        }
    }

    @Test
    void exactlyAsManyCallsAsFitAreLetInByTwoLedgersOnOneServer() throws InterruptedException {
        StateLocation place = PostgresServer.shared().newSchema();
        BudgetLimits none = BudgetLimits.none();
        try (BudgetLedger one = DatabaseLedger.open(place, none, Clock.systemUTC());
                BudgetLedger two = DatabaseLedger.open(place, none, Clock.systemUTC())) {
            check(List.of(one, two));
        }
    }

    private static void check(List<BudgetLedger> ledgers) throws InterruptedException {
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        AtomicInteger refused = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            BudgetLedger ledger = ledgers.get(i % ledgers.size());
            String agent = "agent-" + i;
            threads.add(
                    new Thread(
                            () -> {
                                try {
                                    start.await();
                                    for (int n = 0; n < CALLS; n++) {
                                        reserve(ledger, agent, refused);
                                    }
                                } catch (Throwable e) {
                                    failures.add(e);
                                }
                            }));
        }
        threads.forEach(Thread::start);
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(failures).isEmpty();
        assertThat(refused).hasValue(THREADS * CALLS - FIT);
        assertThat(ledgers.get(0).state(RUN).reservedTokens()).isEqualTo(FIT * TOKENS);
    }

    private static void reserve(BudgetLedger ledger, String agent, AtomicInteger refused) {
        try {
            ledger.reserve(
                    ReservationRequest.of(RUN.key(), agent, TOKENS, 0)
                            .withRunTokenLimit(FIT * TOKENS + TOKENS / 2));
        } catch (BudgetExceededException e) {
            refused.incrementAndGet();
        }
    }
}
