package io.gorgon.cli;

import io.gorgon.journal.ApprovalRecord;
import io.gorgon.journal.CallEntry;
import io.gorgon.journal.EventRecord;
import io.gorgon.journal.RunRecord;
import io.gorgon.journal.StepRecord;
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

/** What a journal has of one run, made by hand; seconds count from the start of the run. */
final class RecordedState {

    static final String ID = "01k9x3f7-h2m8qa";
    static final Instant START = Instant.parse("2026-03-01T09:00:00Z");

    RunStatus status = RunStatus.RUNNING;
    boolean interrupted;
    String error;
    String forkedFrom;
    String owner = "4711@build7";
    Instant finished;
    int resumes;
    long tokens = 15_000;
    BigDecimal cost = new BigDecimal("0.07");
    long inDoubtTokens;
    BigDecimal inDoubtUsd = BigDecimal.ZERO;
    long savedTokens;
    boolean textsKept = true;
    boolean withWorkflow = true;
    int now = 90;
    final List<StepRecord> steps = new ArrayList<>();
    final List<CallEntry> calls = new ArrayList<>();
    final List<ApprovalRecord> approvals = new ArrayList<>();
    final List<EventRecord> events = new ArrayList<>();

    static Instant at(int second) {
        return START.plusSeconds(second);
    }

    RunRecord run() {
        List<String> waiting =
                approvals.stream()
                        .filter(each -> each.state() == ApprovalRecord.State.PENDING)
                        .map(ApprovalRecord::path)
                        .toList();
        return new RunRecord(
                ID,
                "contract-review",
                "Contract Review",
                status,
                interrupted,
                null,
                null,
                "8f3c21ab",
                forkedFrom,
                error,
                waiting,
                START,
                at(now - 2),
                finished,
                Duration.ofSeconds(30),
                tokens,
                inDoubtTokens,
                cost,
                inDoubtUsd,
                resumes,
                savedTokens,
                savedTokens == 0 ? BigDecimal.ZERO : new BigDecimal("0.84"),
                owner,
                textsKept);
    }

    RunSnapshot snapshot() {
        return new RunSnapshot(
                run(),
                withWorkflow ? RecordedRun.workflow() : null,
                withWorkflow ? 100_000 : 0,
                List.copyOf(steps),
                List.copyOf(calls),
                List.copyOf(approvals),
                List.copyOf(events),
                clock(),
                at(now),
                words -> "gorgon " + words);
    }

    Clock clock() {
        return Clock.fixed(at(now), ZoneOffset.UTC);
    }

    /** A step that a model did, in ten seconds from a second on. */
    RecordedState step(String path, StepStatus status, int second) {
        return step(path, status, second, new StepUsage(1_200, 300, new BigDecimal("0.02"), false));
    }

    RecordedState step(String path, StepStatus status, int second, StepUsage usage) {
        return step(path, status, second, usage, null, false, false, null);
    }

    RecordedState failed(String path, int second, String error) {
        return step(path, StepStatus.FAILED, second, StepUsage.NONE, error, false, false, null);
    }

    RecordedState reused(String path) {
        StepUsage usage = new StepUsage(12_100, 2_000, BigDecimal.ZERO, false);
        return step(path, StepStatus.SUCCESS, 0, usage, null, false, true, null);
    }

    RecordedState running(String path, int second) {
        return step(path, StepStatus.RUNNING, second, StepUsage.NONE, null, false, false, null);
    }

    RecordedState retried(String path, int second, int again, String error) {
        return step(
                path, StepStatus.RUNNING, second, StepUsage.NONE, error, false, false, at(again));
    }

    RecordedState inDoubt(String path, int second) {
        return step(path, StepStatus.RUNNING, second, StepUsage.NONE, null, true, false, null);
    }

    private RecordedState step(
            String path,
            StepStatus status,
            int second,
            StepUsage usage,
            String error,
            boolean inDoubt,
            boolean reused,
            Instant notBefore) {
        boolean asked = usage.tokens() > 0;
        StepResult result =
                new StepResult(
                        path,
                        "llm",
                        status,
                        1,
                        asked ? "anthropic" : null,
                        asked ? "claude-sonnet" : null,
                        usage,
                        Duration.ofSeconds(status == StepStatus.RUNNING ? 0 : 10),
                        error,
                        Map.of());
        steps.add(new StepRecord(result, StepClass.PAID, inDoubt, reused, at(second), notBefore));
        return this;
    }

    RecordedState call(
            String path, CallEntry.State state, int second, String prompt, String answer) {
        boolean done = state == CallEntry.State.SUCCEEDED;
        boolean lost = state == CallEntry.State.IN_DOUBT;
        calls.add(
                new CallEntry(
                        "call-" + calls.size(),
                        path,
                        path,
                        1,
                        state,
                        done ? "anthropic" : null,
                        done ? "claude-sonnet" : null,
                        done ? 1_200 : 0,
                        done ? 300 : 0,
                        done ? new BigDecimal("0.02") : BigDecimal.ZERO,
                        6_000,
                        lost ? 6_000 : 0,
                        lost ? new BigDecimal("0.07") : BigDecimal.ZERO,
                        at(second),
                        done ? at(second + 5) : null,
                        null,
                        prompt,
                        answer));
        return this;
    }

    RecordedState question(
            String path, ApprovalRecord.Kind kind, ApprovalRecord.State state, int second) {
        boolean decided =
                state == ApprovalRecord.State.APPROVED || state == ApprovalRecord.State.REJECTED;
        approvals.add(
                new ApprovalRecord(
                        ID,
                        "contract-review",
                        path,
                        kind,
                        "Publish the review?\nIt cannot be taken back.",
                        Map.of("summary", "all is well"),
                        at(second),
                        at(second + 86_400),
                        state,
                        decided ? "Ann" : null,
                        decided ? "looks good" : null,
                        decided ? at(second + 60) : null));
        return this;
    }

    RecordedState event(String type, int second, String path, String actor, String text) {
        events.add(new EventRecord(events.size() + 1, at(second), type, path, actor, text));
        return this;
    }

    /** In the middle of its fan-out, after its process has died once. */
    static RecordedState underWay() {
        RecordedState state = new RecordedState();
        state.resumes = 1;
        state.savedTokens = 14_100;
        state.inDoubtTokens = 6_000;
        state.inDoubtUsd = new BigDecimal("0.07");
        state.reused("extract").running("review", 12);
        for (int i = 0; i < 30; i++) {
            state.step("review[" + i + "]", StepStatus.SUCCESS, 20);
        }
        state.failed("review[30]", 40, "context too long");
        state.inDoubt("review[31]", 50);
        state.call("review[31]", CallEntry.State.IN_DOUBT, 50, null, null);
        state.step("review[32]", StepStatus.SUCCESS, 55, new StepUsage(900, 100, null, true));
        state.running("review[33]", 70);
        state.retried("review[34]", 72, 98, "the server is\nbusy");
        state.event("started", 0, null, null, null);
        state.event("interrupted", 60, null, null, null);
        state.event("in_doubt", 62, "review[31]", null, null);
        state.event("resumed", 62, null, null, null);
        return state;
    }
}
