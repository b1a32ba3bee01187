package io.gorgon.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.gorgon.budget.BudgetLimits;
import io.gorgon.budget.DatabaseLedger;
import io.gorgon.budget.Reservation;
import io.gorgon.budget.ReservationRequest;
import io.gorgon.llm.CallRecord;
import io.gorgon.llm.EmbedRequest;
import io.gorgon.llm.EmbedResponse;
import io.gorgon.llm.FinishReason;
import io.gorgon.llm.LlmRequest;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.TokenUsage;
import io.gorgon.llm.error.BadRequestException;
import io.gorgon.llm.error.OverloadedException;
import io.gorgon.llm.error.StateUnavailableException;
import io.gorgon.state.Sql;
import io.gorgon.state.StateDatabase;
import io.gorgon.workflow.run.ApprovalRequest;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.StepResult;
import io.gorgon.workflow.run.StepStatus;
import io.gorgon.workflow.run.StepUsage;
import io.gorgon.workflow.step.StepClass;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a journal does, in whichever database it is kept. */
abstract class JournalContract {

    private static final String TOKEN = "0123456789abcdef";

    private final Set<String> deadOwners = ConcurrentHashMap.newKeySet();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-23T10:00:00Z"));
    private final Clock clock =
            new Clock() {
                @Override
                public ZoneOffset getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(java.time.ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return now.get();
                }
            };

    /** Opens the same database once more, as another process would. */
    abstract StateDatabase open();

    /** A process with a journal and a ledger. */
    private final class Process {
        final MortalDatabase database = new MortalDatabase(open(), deadOwners);
        final DatabaseLedger ledger =
                DatabaseLedger.in(database, new BudgetLimits(Map.of(), 80, ZoneOffset.UTC), clock);
        final DatabaseJournal journal;

        Process() {
            this(JournalSettings.defaults());
        }

        Process(JournalSettings settings) {
            journal = DatabaseJournal.open(database, settings, clock);
            opened.add(database::wakeUp);
            opened.add(journal);
            opened.add(ledger);
            opened.add(database);
        }

        void answerKey(String key, String text) {
            CallRecord call = journal.call(key, LlmRequest.of("q"));
            assertThat(call.answer()).isEmpty();
            answer(call, null, text);
        }

        JournaledRun start(String id) {
            return journal.start(newRun(id, null)).run();
        }

        Reservation reserve(CallRecord call, String run) {
            call.reserving(100, 2_000);
            return ledger.reserve(
                    new ReservationRequest(call.attemptId(), run, null, null, 100, 2_000, null));
        }

        void answer(CallRecord call, String run, String text) {
            Reservation reservation = reserve(call, run);
            call.answered(response(text), 40, 900);
            ledger.settle(reservation, 40, 900, false);
        }
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private static NewRun newRun(String id, String startKey) {
        return new NewRun(
                id,
                "review",
                "Review",
                startKey,
                null,
                Map.of("count", 7L, "name", "Zoë"),
                List.of(
                        Definition.of("review", "review.yaml", "name: Review"),
                        Definition.of("sub", "sub.yaml", "name: Sub")));
    }

    static LlmResponse response(String text) {
        return new LlmResponse(
                text,
                "thought",
                "model-1",
                "local",
                "mock",
                ModelTier.FAST,
                new TokenUsage(30, 10, 5L, null, 2L, true),
                12,
                3L,
                FinishReason.LENGTH,
                2,
                List.of("a note"),
                List.of(new io.gorgon.llm.Attempt("cloud", null, "overloaded", 9)),
                null);
    }

    private static StepResult step(String path, StepStatus status, Map<String, Object> answer) {
        return new StepResult(
                path,
                "llm",
                status,
                1,
                "local",
                "model-1",
                new StepUsage(30, 10, new BigDecimal("0.0009"), false),
                Duration.ofMillis(20),
                status == StepStatus.FAILED ? "it broke" : null,
                answer);
    }

    private static void done(JournaledRun run, String path, String text) {
        run.stepStarted(path, "llm", StepClass.PAID, 1);
        run.stepEnded(
                step(path, StepStatus.SUCCESS, Map.of("response", text)),
                StepClass.PAID,
                Map.of(path, text),
                false);
    }

    private static RunResult result(String id, RunStatus status) {
        return new RunResult(
                id,
                "review",
                "Review",
                status,
                Map.of("verdict", "fine"),
                List.of(),
                StepUsage.NONE,
                List.of(),
                null,
                null,
                Instant.EPOCH,
                Duration.ZERO);
    }

    private static ApprovalRequest question(String path, String token) {
        return new ApprovalRequest(path, token, "Ship?", Map.of("n", 1L), Duration.ofHours(1));
    }

    @Test
    void aRunThatWasTakenOverHasItsInputsTextsStepsAndAnswers() throws Exception {
        Process first = new Process();
        JournaledRun run = first.start("r1");
        first.answer(run.call("plan", 1, 1, LlmRequest.of("plan it")), "r1", "x".repeat(20_000));
        done(run, "plan", "y".repeat(20_000));
        done(run, "all[0]/a", "inside");
        run.stepEnded(
                step("skipped", StepStatus.SKIPPED, Map.of()), StepClass.PURE, Map.of(), true);
        first.database.flush();
        first.database.die();

        Process second = new Process();
        assertThat(second.journal.interrupted(null))
                .extracting(RunRecord::runId)
                .containsExactly("r1");
        JournaledRun again = second.journal.takeOver("r1");

        assertThat(again.inputs()).isEqualTo(Map.of("count", 7L, "name", "Zoë"));
        assertThat(again.definitions()).isEqualTo(newRun("r1", null).definitions());
        assertThat(again.done("plan").orElseThrow().given())
                .isEqualTo(Map.of("plan", "y".repeat(20_000)));
        assertThat(again.done("plan").orElseThrow().result().usage().costUsd())
                .isEqualByComparingTo("0.0009");
        assertThat(again.done("skipped").orElseThrow().structured()).isTrue();
        assertThat(again.done("other")).isEmpty();
        assertThat(again.doneBelow("all"))
                .extracting(each -> each.result().path())
                .containsExactly("all[0]/a");
        assertThat(again.call("plan", 1, 1, LlmRequest.of("plan it")).answer())
                .contains(response("x".repeat(20_000)));
        assertThat(again.call("plan", 1, 2, LlmRequest.of("plan it")).answer()).isEmpty();
        assertThat(again.record().resumes()).isEqualTo(1);
        assertThat(again.record().savedTokens()).isEqualTo(40);
        assertThat(second.journal.steps("r1")).allMatch(StepRecord::reused);
    }

    @Test
    void whatWasUnderWayIsInDoubtWithWhatTheBudgetKeepsForIt() throws Exception {
        Process first = new Process();
        JournaledRun run = first.start("r1");
        run.stepStarted("ask", "llm", StepClass.PAID, 1);
        first.reserve(run.call("ask", 1, 1, LlmRequest.of("q")), "r1");
        run.stepStarted("send", "to", StepClass.EFFECT, 1);
        run.stepStarted("sum", "set", StepClass.PURE, 1);
        CallRecord never = run.call("late", 1, 1, LlmRequest.of("q"));
        never.reserving(5, 5);
        first.database.flush();
        first.database.die();

        Process second = new Process();
        JournaledRun again = second.journal.takeOver("r1");

        assertThat(again.history("ask").inDoubt()).isTrue();
        assertThat(again.history("ask").inDoubtUsd()).isEqualByComparingTo("0.002");
        assertThat(again.history("send").inDoubt()).isTrue();
        assertThat(again.history("sum").inDoubt()).isFalse();
        assertThat(second.journal.calls("r1"))
                .extracting(CallEntry::state)
                .containsExactly(CallEntry.State.IN_DOUBT, CallEntry.State.ABANDONED);
        assertThat(second.journal.events("r1"))
                .extracting(EventRecord::type)
                .containsExactly("started", "interrupted", "in_doubt", "in_doubt", "resumed");
        assertThat(second.journal.run("r1").orElseThrow().inDoubtTokens()).isEqualTo(100);
        second.answer(again.call("ask", 1, 1, LlmRequest.of("q")), "r1", "fine");
        again.stepStarted("send", "to", StepClass.EFFECT, 1);
        again.ended(result("r1", RunStatus.FAILED));
        assertThat(second.journal.check()).isEmpty();
    }

    @Test
    void aLateAnswerOfTheFormerOwnerIsKeptAndFound() throws Exception {
        Process first = new Process();
        JournaledRun run = first.start("r1");
        CallRecord call = run.call("ask", 1, 1, LlmRequest.of("q"));
        Reservation reservation = first.reserve(call, "r1");
        first.database.die();
        Process second = new Process();
        JournaledRun again = second.journal.takeOver("r1");
        CallRecord repeated = again.call("ask", 1, 1, LlmRequest.of("q"));
        assertThat(repeated.answer()).isEmpty();

        first.database.wakeUp();
        call.answered(response("late"), 40, 900);
        first.ledger.settle(reservation, 40, 900, false);

        assertThat(repeated.answer()).contains(response("late"));
        again.close();
        assertThat(second.journal.check()).isEmpty();
    }

    @Test
    void whoHasLostARunDecidesNothingMore() throws Exception {
        Process first = new Process();
        JournaledRun run = first.start("r1");
        AtomicBoolean told = new AtomicBoolean();
        run.watch(() -> {}, () -> told.set(true));
        first.database.die();
        Process second = new Process();
        JournaledRun again = second.journal.takeOver("r1");
        first.database.wakeUp();

        assertThatThrownBy(() -> run.stepStarted("send", "to", StepClass.EFFECT, 1))
                .isInstanceOf(RunLostException.class);
        assertThatThrownBy(() -> run.ended(result("r1", RunStatus.SUCCESS)))
                .isInstanceOf(RunLostException.class);
        assertThat(run.isLost()).isTrue();
        Awaitility.await().untilTrue(told);
        assertThat(second.journal.steps("r1")).isEmpty();
        assertThat(again.isLost()).isFalse();
    }

    @Test
    void aRunOfALivingProcessIsNotTaken() {
        Process first = new Process();
        first.start("r1");
        Process second = new Process();

        assertThatThrownBy(() -> second.journal.takeOver("r1"))
                .isInstanceOf(RunUnavailableException.class)
                .hasMessageContaining(ProcessHandle.current().pid() + "@");
        assertThatThrownBy(() -> second.journal.takeOver("nope"))
                .isInstanceOf(RunUnavailableException.class);
        assertThat(second.journal.interrupted(null)).isEmpty();
    }

    @Test
    void ofThoseWhoTakeARunAtOnceOneHasIt() throws Exception {
        Process first = new Process();
        first.start("r1");
        first.database.die();
        List<Process> others = List.of(new Process(), new Process(), new Process());
        List<Callable<Boolean>> tries = new ArrayList<>();
        for (Process each : others) {
            for (int i = 0; i < 3; i++) {
                tries.add(
                        () -> {
                            try {
                                each.journal.takeOver("r1");
                                return true;
                            } catch (RunUnavailableException taken) {
                                return false;
                            }
                        });
            }
        }
        assertThat(together(tries)).containsOnlyOnce(true);
    }

    @Test
    void ofRunsWithOneStartKeyThereIsOne() throws Exception {
        Process first = new Process();
        Process second = new Process();
        List<Callable<String>> starts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            String id = "r" + i;
            Process process = i % 2 == 0 ? first : second;
            starts.add(() -> process.journal.start(newRun(id, "key")).runId());
        }
        assertThat(Set.copyOf(together(starts))).hasSize(1);
        assertThat(first.journal.runs(100)).hasSize(1);
        assertThat(first.journal.start(newRun("again", "key")).run()).isNull();
        assertThat(first.journal.start(newRun("other", "other key")).run()).isNotNull();
    }

    @Test
    void ofThoseWhoDecideAtOnceOneHasDecided() throws Exception {
        Process first = new Process();
        JournaledRun run = first.start("r1");
        run.ask(question("gate", TOKEN), ApprovalRecord.Kind.APPROVAL);
        run.ended(result("r1", RunStatus.AWAITING_APPROVAL));
        Process second = new Process();
        List<Callable<Boolean>> decisions = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Process process = i % 2 == 0 ? first : second;
            String by = "person " + i;
            decisions.add(
                    () -> {
                        try {
                            process.journal.decide(TOKEN, true, by, null);
                            return true;
                        } catch (TokenRefusedException used) {
                            assertThat(used).hasMessageContaining("was approved by person");
                            return false;
                        }
                    });
        }
        assertThat(together(decisions)).containsOnlyOnce(true);
        assertThat(second.journal.takeOver("r1").decision("gate").orElseThrow().approved())
                .isTrue();
    }

    @Test
    void aQuestionIsKeptAndItsTokenIsNot() throws Exception {
        Process first = new Process();
        JournaledRun run = first.start("r1");
        assertThat(run.ask(question("gate", TOKEN), ApprovalRecord.Kind.APPROVAL).token())
                .isEqualTo(TOKEN);
        ApprovalRequest kept =
                run.ask(question("gate", "ffffffffffffffff"), ApprovalRecord.Kind.APPROVAL);
        assertThat(kept.token()).isNull();
        assertThat(kept.prompt()).isEqualTo("Ship?");
        assertThat(run.decision("gate")).isEmpty();
        run.ended(result("r1", RunStatus.AWAITING_APPROVAL));

        assertThat(first.journal.waiting())
                .extracting(ApprovalRecord::path)
                .containsExactly("gate");
        assertThat(first.journal.run("r1").orElseThrow().waitingFor()).containsExactly("gate");
        String token = first.journal.newToken("r1", null);
        assertThatThrownBy(() -> first.journal.decide(TOKEN, true, "me", null))
                .isInstanceOf(TokenRefusedException.class)
                .hasMessageContaining("nobody knows");
        ApprovalRecord rejected =
                first.journal.decide(" " + token.toUpperCase() + "\n", false, "me", "no");
        assertThat(rejected.state()).isEqualTo(ApprovalRecord.State.REJECTED);
        assertThat(rejected.preview()).isEqualTo(Map.of("n", 1L));
        assertThat(first.journal.takeOver("r1").decision("gate").orElseThrow().comment())
                .isEqualTo("no");
    }

    @Test
    void whatNobodyDecidesInTimeIsNotApproved() throws Exception {
        Process process = new Process();
        JournaledRun run = process.start("r1");
        run.ask(question("gate", TOKEN), ApprovalRecord.Kind.APPROVAL);
        run.ended(result("r1", RunStatus.AWAITING_APPROVAL));
        now.updateAndGet(moment -> moment.plus(Duration.ofHours(1)));

        assertThatThrownBy(() -> process.journal.decide(TOKEN, true, "me", null))
                .isInstanceOf(TokenRefusedException.class)
                .hasMessageContaining("2026-11-23T11:00:00Z");
        assertThat(process.journal.takeOver("r1").decision("gate"))
                .hasValueSatisfying(decision -> assertThat(decision.expired()).isTrue());
        assertThat(process.journal.waiting()).isEmpty();
    }

    @Test
    void leaveToRepeatAnEffectIsGoodForOneTime() throws Exception {
        Process first = new Process();
        JournaledRun run = first.start("r1");
        run.stepStarted("send", "to", StepClass.EFFECT, 1);
        run.close();
        JournaledRun second = first.journal.takeOver("r1");
        second.ask(question("send", TOKEN), ApprovalRecord.Kind.IN_DOUBT);
        first.journal.decide(TOKEN, true, "me", null);
        assertThat(second.decision("send").orElseThrow().approved()).isTrue();
        second.stepStarted("send", "to", StepClass.EFFECT, 1);
        second.close();
        JournaledRun third = first.journal.takeOver("r1");

        assertThat(third.history("send").inDoubt()).isTrue();
        assertThat(third.decision("send")).isEmpty();
    }

    @Test
    void aStepThatFailedStaysSoInAnInterruptedRunAndIsDoneAgainInOneThatFailed() throws Exception {
        Process process = new Process();
        JournaledRun run = process.start("r1");
        run.stepStarted("a", "llm", StepClass.PAID, 1);
        process.answer(run.call("a", 1, 1, LlmRequest.of("q")), "r1", "no good");
        run.stepEnded(step("a", StepStatus.FAILED, Map.of()), StepClass.PAID, Map.of(), false);
        run.stepStarted("b", "llm", StepClass.PAID, 1);
        run.stepRetried("b", 1, now.get().plusSeconds(9), "busy");
        run.close();

        JournaledRun interrupted = process.journal.takeOver("r1");
        assertThat(interrupted.done("a").orElseThrow().result().error()).isEqualTo("it broke");
        assertThat(interrupted.history("b").failedAttempts()).isEqualTo(1);
        assertThat(interrupted.history("b").notBefore()).isEqualTo(now.get().plusSeconds(9));
        interrupted.ended(result("r1", RunStatus.FAILED));

        JournaledRun failed = process.journal.takeOver("r1");
        assertThat(failed.done("a")).isEmpty();
        assertThat(failed.history("a")).isEqualTo(JournaledRun.StepHistory.NONE);
        assertThat(failed.call("a", 1, 1, LlmRequest.of("q")).answer()).isEmpty();
    }

    @Test
    void anAnswerThatWasRefusedByItsSchemaIsThereForRepair() throws Exception {
        Process first = new Process();
        JournaledRun run = first.start("r1");
        CallRecord call = run.call("a", 1, 1, LlmRequest.of("q"));
        first.reserve(call, "r1");
        call.firstAnswered(response("{"));
        first.database.die();
        Process second = new Process();

        CallRecord again = second.journal.takeOver("r1").call("a", 1, 1, LlmRequest.of("q"));
        assertThat(again.answer()).isEmpty();
        assertThat(again.firstAnswer()).contains(response("{"));
    }

    @Test
    void aCallIsMadeOnceMoreUnderAnotherName() {
        Process process = new Process();
        JournaledRun run = process.start("r1");
        CallRecord call = run.call("a", 1, 1, LlmRequest.of("q"));
        String first = call.attemptId();
        Reservation reservation = process.reserve(call, "r1");
        call.lost(new IllegalStateException("cut off"), 100, 2_000);
        process.ledger.settleInDoubt(reservation, 100, 2_000);
        assertThat(call.isEnded()).isTrue();
        call.again();
        assertThat(call.isEnded()).isFalse();
        assertThat(call.attemptId()).isNotEqualTo(first);
        process.answer(call, "r1", "fine");

        assertThat(process.journal.calls("r1"))
                .extracting(CallEntry::number, CallEntry::state)
                .containsExactly(
                        tuple(1, CallEntry.State.IN_DOUBT), tuple(2, CallEntry.State.SUCCEEDED));
        assertThat(run.call("a", 1, 1, LlmRequest.of("q")).answer()).contains(response("fine"));
        run.close();
        assertThat(process.journal.check()).isEmpty();
    }

    @Test
    void aCallThatNoBudgetWasForCanBeMadeSmaller() {
        Process process = new Process();
        JournaledRun run = process.start("r1");
        CallRecord call = run.call("a", 1, 1, LlmRequest.of("q"));
        call.reserving(1_000, 9);
        call.refused();
        process.answer(call, "r1", "short");

        assertThat(process.journal.calls("r1"))
                .extracting(CallEntry::state, CallEntry::reservedTokens)
                .containsExactly(tuple(CallEntry.State.SUCCEEDED, 100L));
    }

    @Test
    void aCallWithAKeyIsAnsweredFromTheJournal() {
        Process first = new Process();
        EmbedRequest vectors = EmbedRequest.of(List.of("a"));
        EmbedResponse answer =
                new EmbedResponse(
                        List.of(new float[] {0.5f, -1f}),
                        "m",
                        "p",
                        "mock",
                        TokenUsage.reported(1, 0),
                        4);
        first.answerKey("k", "text");
        CallRecord embedding = first.journal.call("v", vectors);
        assertThat(embedding.vectors()).isEmpty();
        embedding.reserving(1, 1);
        embedding.answered(answer, 1, 1);
        embedding.flush();

        Process second = new Process();
        assertThat(second.journal.call("k", LlmRequest.of("q")).answer())
                .contains(response("text"));
        assertThat(second.journal.call("v", vectors).vectors().orElseThrow().vectors().get(0))
                .containsExactly(0.5f, -1f);
        assertThatThrownBy(() -> second.journal.call("k", LlmRequest.of("another question")))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("journal key k");
    }

    @Test
    void whoAsksWhileAnotherProcessAnswersWaitsForIt() throws Exception {
        Process first = new Process();
        CallRecord call = first.journal.call("k", LlmRequest.of("q"));
        assertThat(call.answer()).isEmpty();
        first.reserve(call, null);
        Process second = new Process();
        LlmRequest late = LlmRequest.of("q").withDeadline(now.get().minusSeconds(1));
        assertThatThrownBy(() -> second.journal.call("k", late).answer())
                .isInstanceOf(OverloadedException.class)
                .hasMessageContaining(ProcessHandle.current().pid() + "@");

        ExecutorService waiting = Executors.newSingleThreadExecutor();
        try {
            Future<Optional<LlmResponse>> answer =
                    waiting.submit(() -> second.journal.call("k", LlmRequest.of("q")).answer());
            call.answered(response("text"), 40, 900);
            call.flush();
            assertThat(answer.get()).contains(response("text"));
        } finally {
            waiting.shutdownNow();
        }
    }

    @Test
    void aCallWithAKeyWhoseProcessDiedIsInDoubtAndMadeAgain() {
        Process first = new Process();
        CallRecord call = first.journal.call("k", LlmRequest.of("q"));
        assertThat(call.answer()).isEmpty();
        first.reserve(call, null);
        first.database.die();
        Process second = new Process();
        assertThat(second.journal.check())
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains("key k"));

        second.answerKey("k", "again");

        assertThat(second.journal.call("k", LlmRequest.of("q")).answer())
                .contains(response("again"));
        assertThat(second.journal.calls(CallTable.NO_RUN))
                .extracting(CallEntry::state)
                .containsExactly(CallEntry.State.IN_DOUBT, CallEntry.State.SUCCEEDED);
        assertThat(second.journal.check()).isEmpty();
    }

    @Test
    void aRunIsCancelledByWhoWorksOnItOrHere() throws Exception {
        Process first = new Process();
        JournaledRun run = first.start("r1");
        AtomicBoolean told = new AtomicBoolean();
        run.watch(() -> told.set(true), () -> {});
        Process second = new Process();
        assertThat(second.journal.cancel("r1", "me")).isFalse();
        Awaitility.await().untilTrue(told);
        run.ended(result("r1", RunStatus.CANCELLED));
        assertThatThrownBy(() -> second.journal.cancel("r1", "me"))
                .isInstanceOf(RunUnavailableException.class)
                .hasMessageContaining("cancelled");

        JournaledRun waiting = first.start("r2");
        waiting.ask(question("gate", TOKEN), ApprovalRecord.Kind.APPROVAL);
        waiting.ended(result("r2", RunStatus.AWAITING_APPROVAL));
        assertThat(second.journal.cancel("r2", "me")).isTrue();
        assertThat(second.journal.run("r2").orElseThrow().status()).isEqualTo(RunStatus.CANCELLED);
        assertThatThrownBy(() -> second.journal.decide(TOKEN, true, "me", null))
                .isInstanceOf(TokenRefusedException.class)
                .hasMessageContaining("has ended");
    }

    @Test
    void aForkHasWhatWasRecordedBeforeAndPaysNothingForIt() throws Exception {
        Process process = new Process();
        JournaledRun run = process.start("r1");
        process.answer(run.call("plan", 1, 1, LlmRequest.of("q")), "r1", "a");
        done(run, "plan", "y".repeat(20_000));
        done(run, "all[0]", "fine");
        run.stepEnded(step("all[1]", StepStatus.FAILED, Map.of()), StepClass.PAID, Map.of(), false);
        done(run, "all", "list");
        done(run, "last", "end");
        run.ended(result("r1", RunStatus.SUCCESS));
        Fork wrong = new Fork("r1", "r3", Set.of("nope"), Set.of(), Map.of(), List.of());
        assertThatThrownBy(() -> process.journal.fork(wrong))
                .isInstanceOf(RunUnavailableException.class)
                .hasMessageContaining("nope");

        process.journal.fork(
                new Fork(
                        "r1", "r2", Set.of("plan"), Set.of("all"), Map.of("count", 8L), List.of()));
        JournaledRun fork = process.journal.takeOver("r2");

        assertThat(fork.inputs()).isEqualTo(Map.of("count", 8L, "name", "Zoë"));
        assertThat(fork.definitions()).hasSize(2);
        assertThat(fork.done("plan").orElseThrow().given())
                .isEqualTo(Map.of("plan", "y".repeat(20_000)));
        assertThat(fork.done("all[0]")).isPresent();
        assertThat(fork.done("all[1]")).isEmpty();
        assertThat(fork.done("all")).isEmpty();
        assertThat(fork.done("last")).isEmpty();
        assertThat(fork.record().forkedFrom()).isEqualTo("r1");
        assertThat(fork.record().resumes()).isZero();
        assertThat(fork.record().tokens()).isZero();
        assertThat(fork.record().savedTokens()).isEqualTo(80);
        fork.close();
        assertThat(process.journal.check()).isEmpty();
    }

    @Test
    void ofARunThatHasEndedOnlyHashesStayWhenTextsAreNotKept() {
        Process process =
                new Process(new JournalSettings(JournalSettings.DEFAULT_LEASE, false, List.of()));
        JournaledRun run = process.start("r1");
        process.answer(run.call("a", 1, 1, LlmRequest.of("secret")), "r1", "s".repeat(9_000));
        done(run, "a", "secret answer");
        run.ended(result("r1", RunStatus.FAILED));

        assertThat(process.journal.run("r1").orElseThrow().textsKept()).isFalse();
        assertThat(process.journal.values("r1")).isEqualTo(new RunValues(Map.of(), Map.of()));
        assertThat(process.journal.calls("r1").get(0).prompt()).isNull();
        assertThat(process.journal.calls("r1").get(0).answer()).isNull();
        assertThat(count(process, "SELECT COUNT(*) FROM blob")).isZero();
        assertThat(count(process, "SELECT COUNT(*) FROM step WHERE answer LIKE '%secret%'"))
                .isZero();
        assertThatThrownBy(() -> process.journal.takeOver("r1"))
                .isInstanceOf(RunUnavailableException.class)
                .hasMessageContaining("hash");
        assertThat(process.journal.check()).isEmpty();
    }

    @Test
    void whatMatchesAPatternIsCutOutWhenARunHasEnded() {
        Process process =
                new Process(
                        new JournalSettings(
                                JournalSettings.DEFAULT_LEASE,
                                true,
                                List.of(Pattern.compile("DE\\d+"))));
        JournaledRun run = process.start("r1");
        process.answer(
                run.call("a", 1, 1, LlmRequest.of("pay DE123")),
                "r1",
                "paid to DE123" + "s".repeat(9_000));
        done(run, "a", "account DE123");
        run.ended(result("r1", RunStatus.SUCCESS));

        CallEntry call = process.journal.calls("r1").get(0);
        assertThat(call.prompt()).contains("pay [redacted]");
        assertThat(call.answer()).startsWith("paid to [redacted]sss");
        assertThat(process.journal.steps("r1").get(0).result().answer())
                .isEqualTo(Map.of("response", "account [redacted]"));
        assertThat(count(process, "SELECT COUNT(*) FROM blob")).isEqualTo(1);
    }

    @Test
    void whatHasEndedBeforeAMomentIsForgotten() {
        Process process = new Process();
        JournaledRun run = process.start("r1");
        process.answer(run.call("a", 1, 1, LlmRequest.of("q")), "r1", "s".repeat(9_000));
        done(run, "a", "text");
        run.ended(result("r1", RunStatus.SUCCESS));
        process.start("r2");
        process.answerKey("k", "s".repeat(9_000));

        assertThat(process.journal.collect(now.get())).isEqualTo(new Journal.Collected(0, 0, 0));
        Journal.Collected collected = process.journal.collect(now.get().plusMillis(1));

        assertThat(collected.runs()).isEqualTo(1);
        assertThat(collected.calls()).isEqualTo(1);
        assertThat(collected.bytes()).isGreaterThan(18_000);
        assertThat(process.journal.runs(9)).extracting(RunRecord::runId).containsExactly("r2");
        for (String table : List.of("step", "call", "blob", "approval")) {
            assertThat(count(process, "SELECT COUNT(*) FROM " + table)).isZero();
        }
        assertThat(process.journal.definitions("r2")).hasSize(2);
    }

    @Test
    void aJournalOfALaterVersionIsRefused() {
        Process process = new Process();
        process.database.write(
                statements ->
                        Sql.update(
                                statements,
                                "UPDATE schema_version SET version = 99 WHERE component = 'journal'"));

        assertThatThrownBy(() -> Journal.open(process.database, JournalSettings.defaults(), clock))
                .isInstanceOf(StateUnavailableException.class)
                .hasMessageContaining("later version of Gorgon");
    }

    @Test
    void theCheckTellsWhatIsWrong() {
        Process process = new Process();
        JournaledRun run = process.start("r1");
        process.answer(run.call("a", 1, 1, LlmRequest.of("q")), "r1", "s".repeat(9_000));
        run.ended(result("r1", RunStatus.AWAITING_APPROVAL));
        process.database.write(
                statements ->
                        Sql.update(statements, "UPDATE call SET spent_tokens = 41")
                                + Sql.update(statements, "DELETE FROM blob"));

        assertThat(process.journal.check())
                .extracting(Journal.Finding::sentence)
                .satisfiesExactlyInAnyOrder(
                        ledger -> assertThat(ledger).contains("40 tokens", "41 tokens"),
                        waits -> assertThat(waits).contains("nobody was asked"),
                        text -> assertThat(text).contains("long text is missing"));
        assertThat(process.journal.check()).allMatch(each -> !each.remedy().isBlank());
    }

    @Test
    void aRunIsFoundByTheStartOfItsId() {
        Process process = new Process();
        process.start("abc-1");
        process.start("abd-2");
        assertThat(process.journal.run("abc").orElseThrow().runId()).isEqualTo("abc-1");
        assertThat(process.journal.run("x")).isEmpty();
        assertThatThrownBy(() -> process.journal.run("ab"))
                .isInstanceOf(RunUnavailableException.class)
                .hasMessageContaining("abc-1");
    }

    @Test
    void aProcessThatDiesBetweenAnswerAndSettlementLeavesNothingUnexplained() throws Exception {
        Process first = new Process();
        JournaledRun run = first.start("r1");
        CallRecord call = run.call("a", 1, 1, LlmRequest.of("q"));
        first.reserve(call, "r1");
        call.answered(response("paid"), 40, 900);
        call.flush();
        first.database.die();
        Process second = new Process();

        JournaledRun again = second.journal.takeOver("r1");
        assertThat(again.call("a", 1, 1, LlmRequest.of("q")).answer()).contains(response("paid"));
        again.ended(result("r1", RunStatus.SUCCESS));
        assertThat(second.journal.check()).isEmpty();
    }

    private long count(Process process, String sql) {
        process.database.flush();
        return process.database.read(statements -> Rows.number(statements, sql));
    }

    private static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        CountDownLatch ready = new CountDownLatch(tasks.size());
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (Callable<T> task : tasks) {
                futures.add(
                        threads.submit(
                                () -> {
                                    ready.countDown();
                                    ready.await();
                                    return task.call();
                                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
