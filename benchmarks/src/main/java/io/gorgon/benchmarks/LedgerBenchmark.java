package io.gorgon.benchmarks;

import io.gorgon.budget.BudgetLedger;
import io.gorgon.budget.BudgetLimits;
import io.gorgon.budget.DatabaseLedger;
import io.gorgon.budget.InMemoryLedger;
import io.gorgon.budget.Limit;
import io.gorgon.budget.Reservation;
import io.gorgon.budget.ReservationRequest;
import io.gorgon.budget.ScopeKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Pairs of a reservation and its settlement in a second, over all five scopes, each with a limit.
 * Durable: both are on the disk (synchronous=FULL) before the caller goes on.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 4, time = 5)
public class LedgerBenchmark {

    private static final long PLENTY = Long.MAX_VALUE / 4;

    /** Where the ledger is kept. */
    @Param({"memory", "durable"})
    public String kept;

    private BudgetLedger ledger;
    private Path folder;

    /** Opens a ledger in a new folder of java.io.tmpdir. */
    @Setup
    public void open() throws IOException {
        Limit limit = new Limit(PLENTY, PLENTY);
        BudgetLimits limits =
                new BudgetLimits(
                        Map.of(
                                ScopeKind.DAY, limit,
                                ScopeKind.PROCESS, limit,
                                ScopeKind.RUN, limit,
                                ScopeKind.AGENT, limit,
                                ScopeKind.AGENT_IN_RUN, limit),
                        80,
                        ZoneOffset.UTC);
        folder = Files.createTempDirectory("gorgon-benchmark");
        ledger =
                kept.equals("memory")
                        ? new InMemoryLedger(limits, Clock.systemUTC())
                        : DatabaseLedger.open(
                                folder.resolve("state.db"), limits, Clock.systemUTC());
    }

    @TearDown
    public void close() throws IOException {
        ledger.close();
        try (var files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    private boolean pair() {
        int number = ThreadLocalRandom.current().nextInt(10);
        Reservation reservation =
                ledger.reserve(
                        ReservationRequest.of("run-" + number, "agent-" + number, 1000, 500));
        return ledger.settle(reservation, 700, 300, false);
    }

    @Benchmark
    @Threads(1)
    public boolean oneThread() {
        return pair();
    }

    @Benchmark
    @Threads(16)
    public boolean sixteenThreads() {
        return pair();
    }

    @Benchmark
    @Threads(128)
    public boolean manyThreads() {
        return pair();
    }
}
