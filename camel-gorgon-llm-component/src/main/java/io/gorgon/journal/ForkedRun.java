package io.gorgon.journal;

import io.gorgon.state.Sql;
import io.gorgon.state.Statements;
import io.gorgon.workflow.run.StepStatus;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Makes a run that has what another one recorded. */
final class ForkedRun {

    private static final String COPIED =
            "path, seq, end_seq, type, class, status, attempts, failed, round, not_before, started,"
                    + " duration_ms, error, provider, model, input_tokens, output_tokens, micro_usd,"
                    + " estimated, answer, given, structured";

    private final JournalStore store;

    ForkedRun(JournalStore store) {
        this.store = store;
    }

    /** As {@link Journal#fork}. */
    String make(Fork fork) {
        return store.database().write(statements -> make(statements, fork));
    }

    private String make(Statements statements, Fork fork) throws SQLException {
        String from = fork.runId();
        RunTable.Row row =
                RunTable.find(statements, from).orElseThrow(() -> TakeOver.noSuchRun(from));
        if (!row.textsKept()) {
            throw new RunUnavailableException(
                    "run "
                            + from
                            + " cannot be forked: only hashes of its prompts and answers were kept when"
                            + " it ended (state.store_prompts: hash); start the workflow anew");
        }
        List<String> paths = paths(statements, fork);
        Map<String, Object> inputs =
                new LinkedHashMap<>(StepTable.values(statements, from, row.inputs()));
        inputs.putAll(fork.inputs());
        List<Definition> definitions =
                fork.definitions().isEmpty()
                        ? DefinitionTable.of(statements, from)
                        : fork.definitions();
        String id = fork.newRunId();
        boolean made =
                RunTable.insert(
                        statements,
                        new NewRun(
                                id,
                                row.workflow(),
                                row.name(),
                                null,
                                row.origin(),
                                inputs,
                                definitions),
                        StoredText.ofValue(inputs).save(statements, id),
                        from,
                        null,
                        store.millis());
        if (!made) {
            throw new RunUnavailableException("there is a run " + id + " already");
        }
        DefinitionTable.save(statements, id, definitions);
        for (String path : paths) {
            copyStep(statements, from, id, path);
        }
        copyBlobs(statements, from, id);
        countCopied(statements, id);
        EventTable.add(statements, id, store.millis(), "forked", null, null, "from run " + from);
        return id;
    }

    private static List<String> paths(Statements statements, Fork fork) throws SQLException {
        Set<String> missing = new TreeSet<>(fork.reused());
        missing.addAll(fork.reusedInside());
        List<String> paths = new ArrayList<>();
        for (StepTable.State step : StepTable.states(statements, fork.runId())) {
            String top = StepPaths.top(step.path());
            missing.remove(top);
            boolean inside = !step.path().equals(top);
            if (kept(step)
                    && (fork.reused().contains(top)
                            || inside && fork.reusedInside().contains(top))) {
                paths.add(step.path());
            }
        }
        if (!missing.isEmpty()) {
            throw new RunUnavailableException(
                    "run "
                            + fork.runId()
                            + " has recorded nothing of step "
                            + String.join(", ", missing)
                            + "; gorgon show "
                            + fork.runId()
                            + " lists its steps");
        }
        return paths;
    }

    /** What has failed is done again. */
    private static boolean kept(StepTable.State step) {
        return step.isDone() && step.status() != StepStatus.FAILED;
    }

    private static void copyStep(Statements statements, String from, String to, String path)
            throws SQLException {
        Sql.update(
                statements,
                "INSERT INTO step (run, in_doubt, reused, fence, "
                        + COPIED
                        + ") SELECT CAST(? AS TEXT), 0, "
                        + StepTable.COPIED
                        + ", 1, "
                        + COPIED
                        + " FROM step WHERE run = ? AND path = ?",
                to,
                from,
                path);
    }

    private static void copyBlobs(Statements statements, String from, String to)
            throws SQLException {
        for (String hash : TextColumn.blobsOf(statements, to)) {
            Sql.update(
                    statements,
                    "INSERT INTO blob (home, hash, content) SELECT CAST(? AS TEXT), hash, content"
                            + " FROM blob WHERE home = ? AND hash = ? ON CONFLICT DO NOTHING",
                    to,
                    from,
                    hash);
        }
    }

    private static void countCopied(Statements statements, String id) throws SQLException {
        record Sum(long tokens, long microUsd) {}
        Sum sum =
                Rows.first(
                                statements,
                                row -> new Sum(row.getLong(1), row.getLong(2)),
                                "SELECT SUM(input_tokens + output_tokens), SUM(micro_usd) FROM step"
                                        + " WHERE run = ?",
                                id)
                        .orElseThrow();
        Sql.update(
                statements,
                "UPDATE run SET copied_tokens = ?, copied_micro_usd = ?, saved_tokens = ?,"
                        + " saved_micro_usd = ? WHERE id = ?",
                sum.tokens(),
                sum.microUsd(),
                sum.tokens(),
                sum.microUsd(),
                id);
    }
}
