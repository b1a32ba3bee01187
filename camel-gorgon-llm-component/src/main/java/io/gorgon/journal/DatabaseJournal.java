package io.gorgon.journal;

import io.gorgon.llm.CallRecord;
import io.gorgon.llm.ModelRequest;
import io.gorgon.state.StateDatabase;
import io.gorgon.state.Statements;
import io.gorgon.workflow.run.RunStatus;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A journal in a database that several processes share. */
final class DatabaseJournal implements Journal {

    /** Of runs, and of calls outside of runs. */
    private static final int KEPT_IN_MEMORY = 1000;

    private final JournalStore store;
    private final OpenRuns openRuns;
    private final RunReader reader;
    private final Decisions decisions;
    private final TakeOver takeOver;

    private DatabaseJournal(JournalStore store, OpenRuns openRuns) {
        this.store = store;
        this.openRuns = openRuns;
        this.reader = new RunReader(store);
        this.decisions = new Decisions(store);
        this.takeOver = new TakeOver(store, openRuns, reader);
    }

    /** As {@link Journal#open}. */
    static DatabaseJournal open(StateDatabase database, JournalSettings settings, Clock clock) {
        return open(new JournalStore(database, settings, clock), () -> {});
    }

    /** One that ends with the process, and forgets by itself what has ended long ago. */
    static DatabaseJournal inMemory(StateDatabase database, JournalSettings settings, Clock clock) {
        JournalStore store = new JournalStore(database, settings, clock);
        return open(store, () -> new Collector(store).keepNewest(KEPT_IN_MEMORY));
    }

    /**
     * @param tidyUp done from time to time
     */
    private static DatabaseJournal open(JournalStore store, Runnable tidyUp) {
        StateDatabase database = store.database();
        database.write(
                statements -> {
                    JournalSchema.update(database, statements);
                    return null;
                });
        DatabaseJournal journal = new DatabaseJournal(store, new OpenRuns(store, tidyUp));
        journal.openRuns.start();
        return journal;
    }

    @Override
    public Started start(NewRun run) {
        StoredText inputs = StoredText.ofValue(run.inputs());
        Instant now = store.now();
        openRuns.taking(run.runId());
        try {
            String id =
                    store.database()
                            .write(
                                    statements -> {
                                        if (run.startKey() != null) {
                                            Optional<String> before =
                                                    RunTable.byStartKey(
                                                            statements,
                                                            run.workflow(),
                                                            run.startKey());
                                            if (before.isPresent()) {
                                                return before.get();
                                            }
                                        }
                                        insert(statements, run, inputs, now.toEpochMilli());
                                        return run.runId();
                                    });
            if (!id.equals(run.runId())) {
                return new Started(id, null);
            }
            DatabaseRun started =
                    new DatabaseRun(
                            store,
                            openRuns,
                            record(run, now),
                            1,
                            ValueCodec.decodeMap(ValueCodec.encode(run.inputs())),
                            run.definitions(),
                            KnownRun.nothing());
            openRuns.add(started);
            return new Started(id, started);
        } finally {
            openRuns.notTaken(run.runId());
        }
    }

    private void insert(Statements statements, NewRun run, StoredText inputs, long now)
            throws SQLException {
        String column = inputs.save(statements, run.runId());
        if (!RunTable.insert(statements, run, column, null, store.self(), now)) {
            if (isOurs(statements, run)) {
                return;
            }
            throw new RunUnavailableException(
                    "there is a run " + run.runId() + " already; start with another id");
        }
        DefinitionTable.save(statements, run.runId(), run.definitions());
        EventTable.add(statements, run.runId(), now, "started", null, null, null);
    }

    /** Whether this very start was written before, and nobody knew. */
    private boolean isOurs(Statements statements, NewRun run) throws SQLException {
        return !openRuns.has(run.runId())
                && RunTable.isOwned(statements, run.runId(), store.self(), 1);
    }

    private RunRecord record(NewRun run, Instant now) {
        return new RunRecord(
                run.runId(),
                run.workflow(),
                run.name(),
                RunStatus.RUNNING,
                false,
                run.startKey(),
                run.origin(),
                run.definitions().isEmpty() ? null : run.definitions().get(0).hash(),
                null,
                null,
                List.of(),
                now,
                now,
                null,
                Duration.ZERO,
                0,
                0,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                0,
                0,
                BigDecimal.ZERO,
                store.ownerName(store.self()),
                true);
    }

    @Override
    public JournaledRun takeOver(String runId) throws InterruptedException {
        return takeOver.take(runId);
    }

    @Override
    public List<RunRecord> interrupted(String origin) {
        return reader.interrupted(origin);
    }

    @Override
    public List<RunRecord> decided(String origin) {
        return reader.decided(origin);
    }

    @Override
    public void requireWritable() {
        store.database().write(statements -> null);
    }

    @Override
    public List<RunRecord> runs(int limit) {
        return reader.newest(limit);
    }

    @Override
    public Optional<RunRecord> run(String id) {
        return reader.startingWith(id);
    }

    @Override
    public List<StepRecord> steps(String runId) {
        return store.database().read(statements -> StepTable.records(statements, runId));
    }

    @Override
    public List<CallEntry> calls(String runId) {
        return store.database().read(statements -> CallTable.entries(statements, runId));
    }

    @Override
    public RunValues values(String runId) {
        return store.database()
                .read(
                        statements -> {
                            RunTable.Row row =
                                    RunTable.find(statements, runId)
                                            .orElseThrow(() -> TakeOver.noSuchRun(runId));
                            return new RunValues(
                                    StepTable.values(statements, runId, row.inputs()),
                                    StepTable.values(statements, runId, row.outputs()));
                        });
    }

    @Override
    public List<Definition> definitions(String runId) {
        return store.database().read(statements -> DefinitionTable.of(statements, runId));
    }

    @Override
    public List<ApprovalRecord> approvals(String runId) {
        return decisions.ofRun(runId);
    }

    @Override
    public List<ApprovalRecord> waiting() {
        return decisions.waiting();
    }

    @Override
    public List<EventRecord> events(String runId) {
        return store.database().read(statements -> EventTable.of(statements, runId));
    }

    @Override
    public ApprovalRecord decide(String token, boolean approved, String by, String comment) {
        return decisions.decide(token, approved, by, comment);
    }

    @Override
    public String newToken(String runId, String path) {
        return decisions.newToken(runId, path);
    }

    @Override
    public boolean cancel(String runId, String by) {
        return new Cancelling(store).cancel(runId, by);
    }

    @Override
    public String fork(Fork fork) {
        return new ForkedRun(store).make(fork);
    }

    @Override
    public CallRecord call(String key, ModelRequest request) {
        KeyedCall call = new KeyedCall(store, key, request);
        call.requireSameRequest();
        return call;
    }

    @Override
    public Collected collect(Instant before) {
        return new Collector(store).collect(before);
    }

    @Override
    public List<Finding> check() {
        return new JournalCheck(store).findings();
    }

    @Override
    public Duration lease() {
        return store.settings().lease();
    }

    /** Looks at once what other processes want; else a thread does it from time to time. */
    void look() {
        openRuns.look();
    }

    @Override
    public void close() {
        openRuns.all().forEach(DatabaseRun::close);
        openRuns.close();
    }
}
