package io.gorgon.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.state.PostgresServer;
import io.gorgon.state.StateLocation;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Committed and reserved never exceed a limit, in any scope, whatever happens to the calls. */
class LedgerInvariantTest {

    private static final int THREADS = 1000;
    private static final int CALLS = 20;

    /** So tight that in each scope some calls are refused. */
    static final BudgetLimits LIMITS =
            new BudgetLimits(
                    Map.of(
                            ScopeKind.RUN, Limit.ofTokens(120_000),
                            ScopeKind.AGENT, Limit.ofTokens(110_000),
                            ScopeKind.AGENT_IN_RUN, Limit.ofTokens(45_000),
                            ScopeKind.PROCESS, new Limit(300_000L, 90_000L),
                            ScopeKind.DAY, Limit.ofMicroUsd(100_000)),
                    80,
                    ZoneOffset.UTC);

    @TempDir private Path folder;

    @Test
    void aThousandThreadsNeverPassALimitInMemory() throws InterruptedException {
        try (BudgetLedger ledger = new InMemoryLedger(LIMITS, Clock.systemUTC())) {
            check(ledger);
        }
    }

    @Test
    void aThousandThreadsNeverPassALimitInAFile() throws InterruptedException {
        Path file = folder.resolve("state.db");
        try (BudgetLedger ledger = DatabaseLedger.open(file, LIMITS, Clock.systemUTC())) {
            check(ledger);
        }
    }

    @Test
    void aThousandThreadsNeverPassALimitOnAServer() throws InterruptedException {
        StateLocation place = PostgresServer.shared().newSchema();
        try (BudgetLedger ledger = DatabaseLedger.open(place, LIMITS, Clock.systemUTC())) {
            check(ledger);
        }
    }

    private static void check(BudgetLedger ledger) throws InterruptedException {
        LedgerLoad load = new LedgerLoad(ledger);
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(i);
            threads.add(
                    new Thread(
                            () -> {
                                try {
                                    start.await();
                                    for (int n = 0; n < CALLS; n++) {
                                        load.call(random);
                                    }
                                } catch (Throwable e) {
                                    failures.add(e);
                                }
                            }));
        }
        AtomicBoolean over = new AtomicBoolean();
        Thread witness =
                new Thread(
                        () -> {
                            try {
                                while (!over.get()) {
                                    ledger.scopes().forEach(LedgerInvariantTest::withinLimit);
                                }
                            } catch (Throwable e) {
                                failures.add(e);
                            }
                        });
        threads.forEach(Thread::start);
        witness.start();
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        over.set(true);
        witness.join();

        assertThat(failures).isEmpty();
        assertThat(load.refused).hasPositiveValue();
        assertThat(load.ended).hasPositiveValue();
        ScopeState process = LedgerContract.state(ledger, ScopeKind.PROCESS);
        assertThat(process.spentTokens()).isEqualTo(load.reportedTokens.get());
        assertThat(process.spentMicroUsd()).isEqualTo(load.reportedMicroUsd.get());
        assertThat(process.inDoubtTokens()).isEqualTo(load.lostTokens.get());
        assertThat(process.reservedTokens()).isZero();
        assertThat(ledger.scopes()).allSatisfy(LedgerInvariantTest::withinLimit);
    }

    static void withinLimit(ScopeState state) {
        if (state.limit().tokens() != null) {
            assertThat(state.committedTokens())
                    .as("tokens of %s", state.scope())
                    .isLessThanOrEqualTo(state.limit().tokens());
        }
        if (state.limit().microUsd() != null) {
            assertThat(state.committedMicroUsd())
                    .as("money of %s", state.scope())
                    .isLessThanOrEqualTo(state.limit().microUsd());
        }
    }
}
