package io.gorgon.journal;

import io.gorgon.state.Sql;
import io.gorgon.state.Statements;
import io.gorgon.workflow.run.StepResult;
import io.gorgon.workflow.run.StepStatus;
import io.gorgon.workflow.run.StepUsage;
import io.gorgon.workflow.step.StepClass;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps of runs, a row for each path. */
final class StepTable {

    /** It was done in this run, or has to be; one taken from the journal has 1. */
    static final int OWN = 0;

    /** It was taken from another run. */
    static final int COPIED = 2;

    private static final String COLUMNS =
            "run, path, type, class, status, attempts, failed, round, not_before, started, duration_ms,"
                    + " error, provider, model, input_tokens, output_tokens, micro_usd, estimated,"
                    + " answer, given, structured, in_doubt, reused";

    /** What has to be known of a step when its run goes on. */
    record State(
            String path,
            StepStatus status,
            StepClass stepClass,
            int failed,
            int round,
            Long notBefore,
            boolean inDoubt,
            Long started) {

        boolean isDone() {
            return StepTable.isDone(status);
        }
    }

    /** A try that begins. */
    record Start(
            String path, String type, StepClass stepClass, int attempt, int round, long sequence) {}

    /** How a step ended. */
    record End(
            StepResult result,
            StepClass stepClass,
            StoredText answer,
            StoredText given,
            boolean structured,
            int round,
            long sequence) {}

    private StepTable() {}

    /** Whether a step that ended like this is not done again when its run goes on. */
    static boolean isDone(StepStatus status) {
        return status == StepStatus.SUCCESS
                || status == StepStatus.SKIPPED
                || status == StepStatus.FAILED;
    }

    static void start(Statements statements, String run, long fence, Start start, long now)
            throws SQLException {
        Sql.update(
                statements,
                "INSERT INTO step (run, path, seq, type, class, status, attempts, failed, round,"
                        + " started, duration_ms, input_tokens, output_tokens, micro_usd, estimated,"
                        + " structured, in_doubt, reused, fence)"
                        + " VALUES (?, ?, ?, ?, ?, 'RUNNING', ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0, ?)"
                        + " ON CONFLICT (run, path) DO UPDATE SET type = excluded.type,"
                        + " class = excluded.class, status = 'RUNNING', attempts = excluded.attempts,"
                        + " failed = excluded.failed, round = excluded.round, not_before = NULL,"
                        + " started = excluded.started, error = NULL, answer = NULL, given = NULL,"
                        + " in_doubt = 0, reused = 0, fence = excluded.fence",
                run,
                start.path(),
                start.sequence(),
                start.type(),
                start.stepClass().name(),
                start.attempt(),
                start.attempt() - 1,
                start.round(),
                now,
                fence);
    }

    static void retry(
            Statements statements, String run, String path, int attempt, Long at, String error)
            throws SQLException {
        Sql.update(
                statements,
                "UPDATE step SET failed = ?, not_before = ?, error = ? WHERE run = ? AND path = ?",
                attempt,
                at,
                Rows.storable(error),
                run,
                path);
    }

    static void end(Statements statements, String run, long fence, End end) throws SQLException {
        StepResult result = end.result();
        StepUsage usage = result.usage();
        Sql.update(
                statements,
                "INSERT INTO step (run, path, seq, end_seq, type, class, status, attempts, failed, round,"
                        + " duration_ms, error, provider, model, input_tokens, output_tokens,"
                        + " micro_usd, estimated, answer, given, structured, in_doubt, reused, fence)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?)"
                        + " ON CONFLICT (run, path) DO UPDATE SET type = excluded.type,"
                        + " end_seq = excluded.end_seq,"
                        + " class = excluded.class, status = excluded.status,"
                        + " attempts = excluded.attempts, round = excluded.round, not_before = NULL,"
                        + " duration_ms = excluded.duration_ms, error = excluded.error,"
                        + " provider = excluded.provider, model = excluded.model,"
                        + " input_tokens = excluded.input_tokens,"
                        + " output_tokens = excluded.output_tokens, micro_usd = excluded.micro_usd,"
                        + " estimated = excluded.estimated, answer = excluded.answer,"
                        + " given = excluded.given, structured = excluded.structured, reused = 0,"
                        + " fence = excluded.fence",
                run,
                result.path(),
                end.sequence(),
                end.sequence(),
                result.type(),
                end.stepClass().name(),
                result.status().name(),
                result.attempts(),
                end.round(),
                result.duration().toMillis(),
                Rows.storable(result.error()),
                Rows.storable(result.provider()),
                Rows.storable(result.model()),
                usage.inputTokens(),
                usage.outputTokens(),
                Rows.microUsd(usage.costUsd()),
                Rows.flag(usage.estimated()),
                end.answer().save(statements, run),
                end.given().save(statements, run),
                Rows.flag(end.structured()),
                fence);
    }

    static List<State> states(Statements statements, String run) throws SQLException {
        return Rows.all(
                statements,
                row ->
                        new State(
                                row.getString("path"),
                                StepStatus.valueOf(row.getString("status")),
                                StepClass.valueOf(row.getString("class")),
                                row.getInt("failed"),
                                row.getInt("round"),
                                Rows.millis(Rows.instant(row, "not_before")),
                                row.getInt("in_doubt") == 1,
                                Rows.millis(Rows.instant(row, "started"))),
                "SELECT path, status, class, failed, round, not_before, in_doubt, started FROM step"
                        + " WHERE run = ?",
                run);
    }

    private record Found(StepResult result, String answer, String given, boolean structured) {

        static Found read(ResultSet row) throws SQLException {
            return new Found(
                    StepTable.result(row, Map.of()),
                    row.getString("answer"),
                    row.getString("given"),
                    row.getInt("structured") == 1);
        }

        JournaledRun.RecordedStep full(Statements statements, String run) throws SQLException {
            return new JournaledRun.RecordedStep(
                    withAnswer(result, values(statements, run, answer)),
                    values(statements, run, given),
                    structured);
        }
    }

    /** A step with what it gave. */
    static Optional<JournaledRun.RecordedStep> recorded(
            Statements statements, String run, String path) throws SQLException {
        Optional<Found> found =
                Rows.first(
                        statements,
                        Found::read,
                        "SELECT " + COLUMNS + " FROM step WHERE run = ? AND path = ?",
                        run,
                        path);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get().full(statements, run));
    }

    /** The steps inside one that are done, in the order in which they ended. */
    static List<JournaledRun.RecordedStep> recordedBelow(
            Statements statements, String run, String path) throws SQLException {
        List<Found> found =
                Rows.all(
                        statements,
                        Found::read,
                        "SELECT "
                                + COLUMNS
                                + " FROM step WHERE run = ? AND substr(path, 1, ?) = ?"
                                + " ORDER BY end_seq",
                        run,
                        path.length(),
                        path);
        List<JournaledRun.RecordedStep> steps = new ArrayList<>();
        for (Found each : found) {
            StepResult step = each.result();
            if (isDone(step.status()) && StepPaths.isBelow(step.path(), path)) {
                steps.add(each.full(statements, run));
            }
        }
        return steps;
    }

    /** All steps, with their answers, in the order in which they began. */
    static List<StepRecord> records(Statements statements, String run) throws SQLException {
        record Shown(StepRecord step, String answer) {}
        List<Shown> found =
                Rows.all(
                        statements,
                        row ->
                                new Shown(
                                        new StepRecord(
                                                result(row, Map.of()),
                                                StepClass.valueOf(row.getString("class")),
                                                row.getInt("in_doubt") == 1,
                                                row.getInt("reused") != OWN,
                                                Rows.instant(row, "started"),
                                                Rows.instant(row, "not_before")),
                                        row.getString("answer")),
                        "SELECT " + COLUMNS + " FROM step WHERE run = ? ORDER BY seq, path",
                        run);
        List<StepRecord> steps = new ArrayList<>(found.size());
        for (Shown each : found) {
            StepRecord step = each.step();
            Map<String, Object> answer = values(statements, run, each.answer());
            steps.add(
                    new StepRecord(
                            withAnswer(step.result(), answer),
                            step.stepClass(),
                            step.inDoubt(),
                            step.reused(),
                            step.started(),
                            step.notBefore()));
        }
        return steps;
    }

    /** Empty when there are none, or they are not kept. */
    static Map<String, Object> values(Statements statements, String run, String column)
            throws SQLException {
        String text = StoredText.load(statements, run, column);
        return text == null ? Map.of() : ValueCodec.decodeMap(text);
    }

    private static StepResult result(ResultSet row, Map<String, Object> answer)
            throws SQLException {
        return new StepResult(
                row.getString("path"),
                row.getString("type"),
                StepStatus.valueOf(row.getString("status")),
                row.getInt("attempts"),
                row.getString("provider"),
                row.getString("model"),
                new StepUsage(
                        row.getLong("input_tokens"),
                        row.getLong("output_tokens"),
                        Rows.usd(row, "micro_usd"),
                        row.getInt("estimated") == 1),
                Duration.ofMillis(row.getLong("duration_ms")),
                row.getString("error"),
                answer);
    }

    private static StepResult withAnswer(StepResult s, Map<String, Object> answer) {
        return new StepResult(
                s.path(),
                s.type(),
                s.status(),
                s.attempts(),
                s.provider(),
                s.model(),
                s.usage(),
                s.duration(),
                s.error(),
                answer);
    }
}
