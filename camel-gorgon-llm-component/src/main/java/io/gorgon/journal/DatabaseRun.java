package io.gorgon.journal;

import io.gorgon.llm.CallRecord;
import io.gorgon.llm.ModelRequest;
import io.gorgon.state.StateDatabase.Work;
import io.gorgon.state.Statements;
import io.gorgon.workflow.run.ApprovalRequest;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.StepResult;
import io.gorgon.workflow.run.StepStatus;
import io.gorgon.workflow.step.ApprovalDecision;
import io.gorgon.workflow.step.StepClass;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A run in the database that this process works on. */
final class DatabaseRun implements JournaledRun {

    private final JournalStore store;
    private final OpenRuns openRuns;
    private final RunRecord record;
    private final long fence;
    private final Map<String, Object> inputs;
    private final List<Definition> definitions;
    private final KnownRun known;
    private final RunWishes wishes;
    private final RunApprovals approvals;
    private final AtomicLong stepSequence;
    private final AtomicLong callSequence;
    private final Map<String, Integer> tries = new ConcurrentHashMap<>();
    private final Map<String, Integer> rounds = new ConcurrentHashMap<>();
    private volatile boolean closed;

    DatabaseRun(
            JournalStore store,
            OpenRuns openRuns,
            RunRecord record,
            long fence,
            Map<String, Object> inputs,
            List<Definition> definitions,
            KnownRun known) {
        this.store = store;
        this.openRuns = openRuns;
        this.record = record;
        this.fence = fence;
        this.inputs = inputs;
        this.definitions = definitions;
        this.known = known;
        this.wishes = new RunWishes(openRuns);
        this.approvals = new RunApprovals(store, record.runId(), known.asked());
        this.stepSequence = new AtomicLong(known.lastStep());
        this.callSequence = new AtomicLong(known.lastCall());
    }

    String id() {
        return record.runId();
    }

    long fence() {
        return fence;
    }

    RunWishes wishes() {
        return wishes;
    }

    @Override
    public RunRecord record() {
        return record;
    }

    @Override
    public Map<String, Object> inputs() {
        return inputs;
    }

    @Override
    public List<Definition> definitions() {
        return definitions;
    }

    @Override
    public void watch(Runnable cancel, Runnable lost) {
        wishes.watch(cancel, lost);
    }

    @Override
    public boolean isLost() {
        return wishes.isLost();
    }

    /**
     * @throws RunLostException if another process has taken the run
     */
    void requireOwned() {
        wishes.requireNotLost(id(), store.settings().lease());
    }

    /** Whether what follows in this transaction may be written. */
    private boolean owns(Statements statements) throws SQLException {
        if (RunTable.isOwned(statements, id(), store.self(), fence)) {
            return true;
        }
        if (!closed) {
            wishes.lose();
        }
        return false;
    }

    /** Writes a decision, if the run is still ours. */
    private void decide(boolean wait, Work<?> work) {
        requireOwned();
        Work<Boolean> fenced =
                statements -> {
                    boolean ours = owns(statements);
                    if (ours) {
                        work.run(statements);
                    }
                    return ours;
                };
        if (!wait) {
            store.database().ride(fenced);
        } else if (!store.database().writeWhenPossible(fenced)) {
            wishes.lose();
            requireOwned();
        }
        openRuns.changed(this);
    }

    @Override
    public Optional<RecordedStep> done(String path) {
        return known.isDone(path)
                ? store.database().read(statements -> StepTable.recorded(statements, id(), path))
                : Optional.empty();
    }

    @Override
    public List<RecordedStep> doneBelow(String path) {
        return known.hasDoneBelow(path)
                ? store.database()
                        .read(statements -> StepTable.recordedBelow(statements, id(), path))
                : List.of();
    }

    @Override
    public StepHistory history(String path) {
        return known.history(path);
    }

    @Override
    public void stepStarted(String path, String type, StepClass stepClass, int attempt) {
        StepTable.Start start =
                new StepTable.Start(
                        path,
                        type,
                        stepClass,
                        attempt,
                        round(path),
                        stepSequence.incrementAndGet());
        long now = store.millis();
        decide(
                stepClass == StepClass.EFFECT,
                statements -> {
                    StepTable.start(statements, id(), fence, start, now);
                    if (approvals.isAsked(path)) {
                        ApprovalTable.consume(statements, id(), path, ApprovalRecord.Kind.IN_DOUBT);
                    }
                    return null;
                });
    }

    private int round(String path) {
        return rounds.getOrDefault(path, known.round(path));
    }

    @Override
    public void stepRetried(String path, int attempt, Instant notBefore, String error) {
        decide(
                false,
                statements -> {
                    StepTable.retry(statements, id(), path, attempt, Rows.millis(notBefore), error);
                    return null;
                });
    }

    @Override
    public void stepEnded(
            StepResult result, StepClass stepClass, Map<String, Object> given, boolean structured) {
        StepTable.End end =
                new StepTable.End(
                        result,
                        stepClass,
                        StoredText.ofValue(result.answer()),
                        StoredText.ofValue(given),
                        structured,
                        round(result.path()),
                        stepSequence.incrementAndGet());
        if (result.status() == StepStatus.FAILED) {
            // when it is done again, it must not find the answers that it has failed with
            rounds.put(result.path(), end.round() + 1);
        }
        decide(
                stepClass == StepClass.EFFECT,
                statements -> {
                    StepTable.end(statements, id(), fence, end);
                    return null;
                });
    }

    @Override
    public CallRecord call(String path, int attempt, int ordinal, ModelRequest request) {
        String key = KnownRun.callPrefix(path, round(path), attempt) + ordinal;
        return new RunCall(store, this, path, key, RequestDigest.of(request));
    }

    /** Whether there may be an answer of a call; brings it to where it can be read. */
    boolean mayBeRecorded(String key) {
        if (tries.containsKey(key)) {
            store.database().flush();
            return true;
        }
        return known.tries().containsKey(key);
    }

    /** A try of a call begins. */
    CallTable.Start begin(String attemptId, String path, String key, RequestDigest request) {
        int before = known.tries().getOrDefault(key, 0);
        int number = tries.merge(key, before + 1, (here, first) -> here + 1);
        openRuns.changed(this);
        return new CallTable.Start(
                attemptId,
                id(),
                callSequence.incrementAndGet(),
                path,
                key,
                number,
                store.self(),
                fence,
                request);
    }

    @Override
    public Optional<ApprovalDecision> decision(String path) {
        return approvals.decision(path);
    }

    @Override
    public ApprovalRequest ask(ApprovalRequest request, ApprovalRecord.Kind kind) {
        RunApprovals.Asking asking = approvals.asking(request, kind);
        decide(true, asking);
        return asking.open();
    }

    @Override
    public void event(String type, String path, String text) {
        long now = store.millis();
        decide(
                false,
                statements -> {
                    EventTable.add(statements, id(), now, type, path, null, text);
                    return null;
                });
    }

    @Override
    public void ended(RunResult result) {
        RunEnd end = RunEnd.of(id(), result, store);
        decide(
                true,
                statements -> {
                    end.write(statements, fence);
                    return null;
                });
        closed = true;
        openRuns.remove(this);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        openRuns.remove(this);
        long now = store.millis();
        if (!isLost()) {
            store.database()
                    .write(
                            statements -> {
                                RunEnd.release(statements, id(), store.self(), fence, now);
                                return null;
                            });
        }
    }
}
