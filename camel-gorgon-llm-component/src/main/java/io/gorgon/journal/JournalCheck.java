package io.gorgon.journal;

import io.gorgon.journal.Journal.Finding;
import io.gorgon.state.Statements;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks for what is not as it should be. Runs that a living process works on change while they are
 * looked at, so their sums are not compared.
 */
final class JournalCheck {

    /**
     * Budgets forget a run some time after the last booking, so the sums of older ones are gone.
     */
    private static final Duration BUDGETS_KEPT = Duration.ofDays(80);

    private final JournalStore store;
    private final Map<String, Boolean> dead = new HashMap<>();

    JournalCheck(JournalStore store) {
        this.store = store;
    }

    List<Finding> findings() {
        List<RunTable.Row> runs =
                store.database()
                        .read(
                                statements ->
                                        Rows.all(
                                                statements,
                                                RunTable::read,
                                                "SELECT "
                                                        + RunTable.COLUMNS
                                                        + " FROM run ORDER BY seq"));
        // who is alive is asked for outside of a transaction: it reads the database itself
        Set<String> busy = new HashSet<>();
        runs.stream().filter(run -> !isFree(run)).forEach(run -> busy.add(run.id()));
        Set<String> deadCallers = deadCallers();
        long budgetsForget = store.now().minus(BUDGETS_KEPT).toEpochMilli();
        return store.database()
                .read(
                        statements -> {
                            List<Finding> findings = new ArrayList<>();
                            boolean ledger =
                                    LeftCalls.hasLedger(statements, store.database().dialect());
                            for (RunTable.Row run : runs) {
                                if (!busy.contains(run.id())) {
                                    leftOpen(statements, run, findings);
                                    if (ledger && run.changed() > budgetsForget) {
                                        LedgerCheck.compare(statements, run.id(), findings);
                                    }
                                }
                                waiting(statements, run, findings);
                            }
                            answers(statements, findings);
                            blobs(statements, findings);
                            abandonedKeys(statements, deadCallers, findings);
                            return findings;
                        });
    }

    private boolean isFree(RunTable.Row run) {
        return run.owner() == null || isDead(run.owner());
    }

    private boolean isDead(String owner) {
        return dead.computeIfAbsent(owner, store.database().owners()::isDead);
    }

    private Set<String> deadCallers() {
        Set<String> owners =
                new HashSet<>(
                        store.database()
                                .read(
                                        statements ->
                                                Rows.all(
                                                        statements,
                                                        row -> row.getString(1),
                                                        "SELECT DISTINCT owner FROM call WHERE run = ''"
                                                                + " AND state = 'STARTED'")));
        owners.removeIf(owner -> !isDead(owner));
        return owners;
    }

    /** A run that waits or has ended leaves no call open; one that was interrupted may. */
    private static void leftOpen(Statements statements, RunTable.Row run, List<Finding> findings)
            throws SQLException {
        long open =
                Rows.number(
                        statements,
                        "SELECT COUNT(*) FROM call WHERE run = ? AND state = 'STARTED'",
                        run.id());
        if (open > 0) {
            findings.add(
                    new Finding(
                            run.id(),
                            (open == 1 ? "a call" : open + " calls")
                                    + " of run "
                                    + run.id()
                                    + " began, and nobody waits for the answer any more",
                            run.hasEnded()
                                    ? "gorgon gc removes the run when it is old enough"
                                    : "gorgon resume " + run.id() + " settles it"));
        }
    }

    private static void waiting(Statements statements, RunTable.Row run, List<Finding> findings)
            throws SQLException {
        if (!run.status().name().equals("AWAITING_APPROVAL")) {
            return;
        }
        long ends =
                Rows.number(
                        statements,
                        "SELECT COUNT(*) FROM approval WHERE run = ? AND consumed = 0"
                                + " AND expires > requested",
                        run.id());
        if (ends == 0) {
            findings.add(
                    new Finding(
                            run.id(),
                            "run " + run.id() + " waits for an answer that nobody was asked for",
                            "gorgon resume " + run.id() + " asks again"));
        }
    }

    private static void answers(Statements statements, List<Finding> findings) throws SQLException {
        findings.addAll(
                Rows.all(
                        statements,
                        row ->
                                new Finding(
                                        row.getString(1).isEmpty() ? null : row.getString(1),
                                        "call "
                                                + row.getString(2)
                                                + " has no answer though it worked",
                                        "restore the database from a backup"),
                        "SELECT run, id FROM call WHERE state = 'SUCCEEDED' AND answer IS NULL"));
    }

    /** Long texts that rows refer to have to be there. */
    private static void blobs(Statements statements, List<Finding> findings) throws SQLException {
        for (TextColumn column : TextColumn.ALL) {
            boolean call = column.table().equals("call");
            String home =
                    call ? "CASE WHEN t.run = '' THEN t.id ELSE t.run END" : "t." + column.run();
            findings.addAll(
                    Rows.all(
                            statements,
                            row ->
                                    new Finding(
                                            row.getString(1).isEmpty() ? null : row.getString(1),
                                            "a long text is missing that a row of the table "
                                                    + column.table()
                                                    + " refers to",
                                            "restore the database from a backup"),
                            "SELECT t."
                                    + column.run()
                                    + " FROM "
                                    + column.table()
                                    + " t WHERE substr(t."
                                    + column.name()
                                    + ", 1, 1) = '@' AND NOT EXISTS (SELECT 1 FROM blob b WHERE"
                                    + " b.hash = substr(t."
                                    + column.name()
                                    + ", 2) AND b.home = "
                                    + home
                                    + ")"));
        }
    }

    private static void abandonedKeys(
            Statements statements, Set<String> deadCallers, List<Finding> findings)
            throws SQLException {
        for (String owner : deadCallers) {
            findings.addAll(
                    Rows.all(
                            statements,
                            row ->
                                    new Finding(
                                            null,
                                            "the call with the journal key "
                                                    + row.getString(1)
                                                    + " began, and its process has died",
                                            "it is settled when the key is used again"),
                            "SELECT key FROM call WHERE run = '' AND state = 'STARTED'"
                                    + " AND owner = ?",
                            owner));
        }
    }
}
