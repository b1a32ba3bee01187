package io.gorgon.journal;

import io.gorgon.state.Sql;
import io.gorgon.state.Statements;
import io.gorgon.workflow.run.RunStatus;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Takes runs over that nobody works on any more. */
final class TakeOver {

    private final JournalStore store;
    private final OpenRuns openRuns;
    private final RunReader reader;
    private final Set<String> beingTaken = ConcurrentHashMap.newKeySet();

    TakeOver(JournalStore store, OpenRuns openRuns, RunReader reader) {
        this.store = store;
        this.openRuns = openRuns;
        this.reader = reader;
    }

    /** As {@link Journal#takeOver}. */
    DatabaseRun take(String id) throws InterruptedException {
        // until it is among the open runs, this process would find it its own and free
        if (!beingTaken.add(id)) {
            throw new RunUnavailableException(
                    "run " + id + " is being taken over by another thread of this process");
        }
        try {
            return takeAlone(id);
        } finally {
            beingTaken.remove(id);
        }
    }

    private DatabaseRun takeAlone(String id) throws InterruptedException {
        RunTable.Row seen = requireFree(id);
        boolean ours = openRuns.has(id);
        openRuns.taking(id);
        try {
            long now = store.millis();
            boolean taken = store.database().write(statements -> take(statements, seen, now));
            if (!taken) {
                throw new RunUnavailableException(
                        "another process was quicker and works on run "
                                + id
                                + " now; see how it goes with gorgon show "
                                + id);
            }
            DatabaseRun run = load(id, seen.fence() + 1);
            openRuns.add(run);
            return run;
        } finally {
            if (!ours) {
                openRuns.notTaken(id);
            }
        }
    }

    private RunTable.Row requireFree(String id) throws InterruptedException {
        RunTable.Row row =
                store.database()
                        .read(statements -> RunTable.find(statements, id))
                        .orElseThrow(() -> noSuchRun(id));
        if (row.status() == RunStatus.SUCCESS) {
            throw new RunUnavailableException(
                    "run "
                            + id
                            + " has succeeded, so there is nothing left to do; to do a part of it again,"
                            + " fork it with gorgon fork "
                            + id
                            + " --from STEP");
        }
        if (!row.textsKept()) {
            throw new RunUnavailableException(
                    "run "
                            + id
                            + " cannot go on: only hashes of its prompts and answers were kept when it"
                            + " ended (state.store_prompts: hash); start the workflow anew");
        }
        String owner = row.owner();
        if (owner == null) {
            return row;
        }
        boolean gone =
                owner.equals(store.self())
                        ? !openRuns.has(id)
                        : store.database().owners().isGone(owner, store.settings().lease());
        if (!gone) {
            throw new RunUnavailableException(
                    "run "
                            + id
                            + " is being worked on by process "
                            + store.ownerName(owner)
                            + "; wait until it has ended or waits, or cancel it with gorgon cancel "
                            + id);
        }
        return row;
    }

    static RunUnavailableException noSuchRun(String id) {
        return new RunUnavailableException(
                "there is no run " + id + "; gorgon runs lists those that there are");
    }

    private boolean take(Statements statements, RunTable.Row seen, long now) throws SQLException {
        boolean first = seen.resumes() == 0 && seen.activeMs() == 0 && seen.activeSince() == null;
        boolean neverBegun = first && seen.forkedFrom() != null;
        if (!RunTable.take(statements, seen, store.self(), !neverBegun, now)) {
            return false;
        }
        String id = seen.id();
        if (seen.status() == RunStatus.RUNNING && seen.owner() != null) {
            EventTable.add(
                    statements, id, now, "interrupted", null, null, "its process did not end it");
        }
        leaveStepsInDoubt(statements, id, now);
        for (LeftCalls.InDoubt call : LeftCalls.ofRun(statements, store.database(), id, now)) {
            EventTable.add(
                    statements,
                    id,
                    now,
                    "in_doubt",
                    call.path(),
                    null,
                    "a call was under way; it may have used up to "
                            + call.tokens()
                            + " tokens and cost up to $"
                            + Rows.usd(call.microUsd()).toPlainString());
        }
        if (seen.hasEnded()) {
            dropFailedSteps(statements, id);
        }
        Sql.update(
                statements,
                "UPDATE step SET reused = 1 WHERE run = ? AND reused = 0"
                        + " AND status IN ('SUCCESS', 'SKIPPED', 'FAILED')",
                id);
        countSaved(statements, id);
        EventTable.add(statements, id, now, neverBegun ? "started" : "resumed", null, null, null);
        return true;
    }

    private static void leaveStepsInDoubt(Statements statements, String id, long now)
            throws SQLException {
        // one that waits for its next try was not being done
        String underWay =
                " WHERE run = ? AND status = 'RUNNING' AND class = 'EFFECT' AND failed < attempts";
        List<String> effects =
                Rows.all(
                        statements,
                        row -> row.getString(1),
                        "SELECT path FROM step" + underWay + " ORDER BY seq",
                        id);
        for (String path : effects) {
            EventTable.add(
                    statements,
                    id,
                    now,
                    "in_doubt",
                    path,
                    null,
                    "the step was being done, and nobody knows how far it came");
        }
        Sql.update(statements, "UPDATE step SET in_doubt = 1" + underWay, id);
        Sql.update(
                statements,
                "UPDATE step SET status = 'PENDING' WHERE run = ? AND status = 'RUNNING'",
                id);
    }

    /** They are done again with all their tries, and ask people again. */
    private static void dropFailedSteps(Statements statements, String id) throws SQLException {
        Sql.update(
                statements,
                "UPDATE step SET in_doubt = 0 WHERE run = ? AND status = 'FAILED'"
                        + " AND NOT EXISTS (SELECT 1 FROM approval a WHERE a.run = step.run"
                        + " AND a.path = step.path AND a.kind = 'IN_DOUBT' AND a.consumed = 0)",
                id);
        Sql.update(
                statements,
                "UPDATE approval SET consumed = 1 WHERE run = ? AND EXISTS (SELECT 1 FROM step s"
                        + " WHERE s.run = approval.run AND s.path = approval.path"
                        + " AND s.status = 'FAILED')",
                id);
        Sql.update(
                statements,
                "UPDATE step SET status = 'PENDING', attempts = 0, failed = 0, round = round + 1,"
                        + " not_before = NULL, error = NULL, answer = NULL, given = NULL"
                        + " WHERE run = ? AND status = 'FAILED'",
                id);
    }

    /** What the answers have cost that the run will not pay for again. */
    private static void countSaved(Statements statements, String id) throws SQLException {
        record Sum(long tokens, long microUsd) {}
        Sum sum =
                Rows.first(
                                statements,
                                row -> new Sum(row.getLong(1), row.getLong(2)),
                                "SELECT SUM(c.spent_tokens), SUM(c.spent_micro_usd) FROM call c"
                                        + " JOIN step s ON s.run = c.run AND s.path = c.path"
                                        + " WHERE c.run = ? AND c.state = 'SUCCEEDED'"
                                        + " AND s.status IN ('SUCCESS', 'FAILED')",
                                id)
                        .orElseThrow();
        Sql.update(
                statements,
                "UPDATE run SET saved_tokens = copied_tokens + ?,"
                        + " saved_micro_usd = copied_micro_usd + ? WHERE id = ?",
                sum.tokens(),
                sum.microUsd(),
                id);
    }

    private DatabaseRun load(String id, long fence) {
        record Loaded(Map<String, Object> inputs, List<Definition> definitions, KnownRun known) {}
        RunRecord record = reader.one(id).orElseThrow(() -> noSuchRun(id));
        Loaded loaded =
                store.database()
                        .read(
                                statements -> {
                                    RunTable.Row row = RunTable.find(statements, id).orElseThrow();
                                    return new Loaded(
                                            StepTable.values(statements, id, row.inputs()),
                                            DefinitionTable.of(statements, id),
                                            KnownRun.load(statements, id));
                                });
        return new DatabaseRun(
                store,
                openRuns,
                record,
                fence,
                loaded.inputs(),
                loaded.definitions(),
                loaded.known());
    }
}
