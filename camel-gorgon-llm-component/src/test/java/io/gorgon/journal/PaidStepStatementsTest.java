package io.gorgon.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.budget.BudgetLimits;
import io.gorgon.budget.DatabaseLedger;
import io.gorgon.budget.Limit;
import io.gorgon.budget.Reservation;
import io.gorgon.budget.ReservationRequest;
import io.gorgon.budget.ScopeKind;
import io.gorgon.llm.CallRecord;
import io.gorgon.llm.LlmRequest;
import io.gorgon.state.Dialect;
import io.gorgon.state.Owners;
import io.gorgon.state.StateDatabase;
import io.gorgon.state.StateLocation;
import io.gorgon.workflow.run.StepResult;
import io.gorgon.workflow.run.StepStatus;
import io.gorgon.workflow.run.StepUsage;
import io.gorgon.workflow.step.StepClass;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each statement is a way to the server and back, where the state is on one. */
class PaidStepStatementsTest {

    private static final BudgetLimits LIMITS =
            new BudgetLimits(
                    Map.of(
                            ScopeKind.RUN, Limit.ofTokens(1_000_000),
                            ScopeKind.AGENT, Limit.ofTokens(1_000_000),
                            ScopeKind.DAY, Limit.ofTokens(1_000_000)),
                    80,
                    ZoneOffset.UTC);

    /** That a run was worked on is written at most once a second, not for each step. */
    private static final String ONCE_A_SECOND = "UPDATE run SET changed";

    @TempDir private Path folder;
    private final AtomicInteger statements = new AtomicInteger();

    @Test
    void aPaidStepOfAChainTakesElevenStatementsHoweverManyBudgetsItCountsFor() {
        Clock clock = Clock.systemUTC();
        try (StateDatabase file = StateDatabase.open(StateLocation.of(folder.resolve("state.db")));
                StateDatabase database = counting(file);
                DatabaseLedger ledger = DatabaseLedger.in(database, LIMITS, clock);
                Journal journal = Journal.open(database, JournalSettings.defaults(), clock)) {
            NewRun wanted = new NewRun("r1", "w", "W", null, null, Map.of(), List.of());
            JournaledRun run = journal.start(wanted).run();
            step(run, ledger, "first");
            database.flush();
            statements.set(0);

            step(run, ledger, "second");
            database.flush();

            assertThat(statements).hasValue(11);
        }
    }

    private static void step(JournaledRun run, DatabaseLedger ledger, String path) {
        run.stepStarted(path, "llm", StepClass.PAID, 1);
        CallRecord call = run.call(path, 1, 1, LlmRequest.of("q"));
        call.reserving(100, 2000);
        Reservation reservation =
                ledger.reserve(
                        new ReservationRequest(
                                call.attemptId(), "r1", "agent", null, 100, 2000, null));
        call.answered(JournalContract.response("fine"), 40, 900);
        ledger.settle(reservation, 40, 900, false);
        run.stepEnded(
                new StepResult(
                        path,
                        "llm",
                        StepStatus.SUCCESS,
                        1,
                        "local",
                        "model",
                        StepUsage.NONE,
                        Duration.ZERO,
                        null,
                        Map.of("response", "fine")),
                StepClass.PAID,
                Map.of(),
                false);
    }

    /** Counts what the work of this journal and this ledger asks for, and nothing else. */
    private StateDatabase counting(StateDatabase database) {
        return new StateDatabase() {
            private <T> Work<T> counted(Work<T> work) {
                return all ->
                        work.run(
                                sql -> {
                                    if (!sql.startsWith(ONCE_A_SECOND)) {
                                        statements.incrementAndGet();
                                    }
                                    return all.prepare(sql);
                                });
            }

            @Override
            public <T> T write(Work<T> work) {
                return database.write(counted(work));
            }

            @Override
            public <T> T writeWhenPossible(Work<T> work) {
                return database.writeWhenPossible(counted(work));
            }

            @Override
            public void ride(Work<?> work) {
                database.ride(counted(work));
            }

            @Override
            public void flush() {
                database.flush();
            }

            @Override
            public <T> T read(Work<T> work) {
                return database.read(work);
            }

            @Override
            public Dialect dialect() {
                return database.dialect();
            }

            @Override
            public Owners owners() {
                return database.owners();
            }

            @Override
            public String name() {
                return database.name();
            }

            @Override
            public void close() {
                // by who opened it
            }
        };
    }
}
