package io.gorgon.cli;

import io.gorgon.budget.BudgetLedger;
import io.gorgon.budget.BudgetLimits;
import io.gorgon.budget.DatabaseLedger;
import io.gorgon.budget.Reservation;
import io.gorgon.budget.ReservationRequest;
import io.gorgon.journal.ApprovalRecord;
import io.gorgon.journal.Definition;
import io.gorgon.journal.Journal;
import io.gorgon.journal.JournalSettings;
import io.gorgon.journal.JournaledRun;
import io.gorgon.journal.NewRun;
import io.gorgon.llm.CallRecord;
import io.gorgon.llm.FinishReason;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.TokenUsage;
import io.gorgon.state.StateDatabase;
import io.gorgon.state.StateLocation;
import io.gorgon.workflow.run.ApprovalRequest;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.StepResult;
import io.gorgon.workflow.run.StepStatus;
import io.gorgon.workflow.run.StepUsage;
import io.gorgon.workflow.step.StepClass;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A state file of the user, with runs in it, that another process has open. */
final class StateFixture implements AutoCloseable {

    static final String PROMPT = "Read the contract";
    static final String ANSWER = "It is fine.";

    final StateDatabase database;
    final Journal journal;

    /** What the budget books for a call, which used 120 tokens. */
    long booked = 120;

    private final BudgetLedger ledger;
    private final Clock clock;

    StateFixture(Path home) {
        this(home, Clock.systemUTC());
    }

    StateFixture(Path home, Clock clock) {
        this(StateLocation.of(home.resolve(".gorgon").resolve("state.db")), clock);
    }

    StateFixture(StateLocation place, Clock clock) {
        this.clock = clock;
        this.database = StateDatabase.open(place);
        this.ledger = DatabaseLedger.in(database, BudgetLimits.none(), clock);
        this.journal = Journal.open(database, JournalSettings.defaults(), clock);
    }

    /** A run that is being worked on, whose first step is done. */
    JournaledRun start(String id) {
        Definition text =
                Definition.of(
                        "contract-review",
                        "contract-review.gorgon.yaml",
                        RecordedRun.workflow().source());
        JournaledRun run =
                journal.start(
                                new NewRun(
                                        id,
                                        "contract-review",
                                        "Contract Review",
                                        null,
                                        null,
                                        Map.of("sections", List.of("a", "b")),
                                        List.of(text)))
                        .run();
        run.stepStarted("extract", "llm", StepClass.PAID, 1);
        CallRecord call = run.call("extract", 1, 1, LlmRequest.of(PROMPT));
        call.reserving(500, 0);
        Reservation reserved =
                ledger.reserve(
                        new ReservationRequest(call.attemptId(), id, null, 100_000L, 500, 0, null));
        call.answered(answer(), 120, 0);
        ledger.settle(reserved, booked, 0, false);
        run.stepEnded(extract(), StepClass.PAID, Map.of("text", "x"), false);
        database.flush();
        return run;
    }

    private static LlmResponse answer() {
        return new LlmResponse(
                ANSWER,
                null,
                "qwen2.5:14b",
                "ollama",
                "ollama",
                ModelTier.STANDARD,
                TokenUsage.reported(100, 20),
                5,
                null,
                FinishReason.STOP,
                1,
                List.of(),
                null);
    }

    private static StepResult extract() {
        return new StepResult(
                "extract",
                "llm",
                StepStatus.SUCCESS,
                1,
                "ollama",
                "qwen2.5:14b",
                new StepUsage(100, 20, BigDecimal.ZERO, false),
                Duration.ofSeconds(2),
                null,
                Map.of("response", ANSWER));
    }

    /** A run that waits for a person. */
    String waits(String id) {
        JournaledRun run = start(id);
        run.stepStarted("review", "approval", StepClass.PURE, 1);
        ApprovalRequest asked =
                run.ask(
                        new ApprovalRequest(
                                "review",
                                "the-secret-token",
                                "Publish it?\nReally?",
                                Map.of("summary", ANSWER),
                                Duration.ofHours(24)),
                        ApprovalRecord.Kind.APPROVAL);
        end(run, RunStatus.AWAITING_APPROVAL, "Step 'review' waits for approval");
        return asked.token();
    }

    void end(JournaledRun run, RunStatus status, String error) {
        run.ended(
                new RunResult(
                        run.record().runId(),
                        "contract-review",
                        "Contract Review",
                        status,
                        Map.of("summary", "short"),
                        List.of(extract()),
                        new StepUsage(100, 20, BigDecimal.ZERO, false),
                        List.of(),
                        error,
                        status == RunStatus.AWAITING_APPROVAL ? "review" : null,
                        Instant.now(clock),
                        Duration.ofSeconds(3)));
        run.close();
    }

    @Override
    public void close() {
        journal.close();
        ledger.close();
        database.close();
    }
}
