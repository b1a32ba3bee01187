package io.gorgon.journal;

import io.gorgon.journal.CallEntry.State;
import io.gorgon.state.Sql;
import io.gorgon.state.Statements;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tries of calls, in runs and outside of them; those outside have the empty run. */
final class CallTable {

    static final String NO_RUN = "";

    private static final String OUTCOME =
            "state = ?, spent_tokens = ?, spent_micro_usd = ?, in_doubt_tokens = ?,"
                    + " in_doubt_micro_usd = ?, error = ?, finished = ? WHERE id = ?";

    /** A try that begins. */
    record Start(
            String id,
            String run,
            long sequence,
            String path,
            String key,
            int number,
            String owner,
            long fence,
            RequestDigest request) {

        /** What its long texts belong to. */
        String home() {
            return run.equals(NO_RUN) ? id : run;
        }
    }

    /** What is known of a try when its run goes on, or its key is used again. */
    record Known(
            String id,
            String path,
            String key,
            int number,
            State state,
            String owner,
            String requestHash,
            long inDoubtMicroUsd,
            long started,
            boolean firstAnswered) {}

    /** What a try has come to. */
    record Outcome(
            State state,
            long spentTokens,
            long spentMicroUsd,
            long inDoubtTokens,
            long inDoubtMicroUsd,
            String error) {}

    /** Who answered and how much was used. */
    record Answerer(String provider, String model, long inputTokens, long outputTokens) {}

    private CallTable() {}

    /** Writes a try down, or what it reserves when it is there already. */
    static void start(
            Statements statements, Start call, StoredText prompt, long tokens, long usd, long now)
            throws SQLException {
        Sql.update(
                statements,
                "INSERT INTO call (id, run, seq, path, key, n, state, owner, fence, request_hash,"
                        + " prompt, reserved_tokens, reserved_micro_usd, spent_tokens,"
                        + " spent_micro_usd, in_doubt_tokens, in_doubt_micro_usd, input_tokens,"
                        + " output_tokens, started)"
                        + " VALUES (?, ?, ?, ?, ?, ?, 'STARTED', ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, ?)"
                        + " ON CONFLICT (id) DO UPDATE SET prompt = excluded.prompt,"
                        + " state = excluded.state, error = NULL, finished = NULL,"
                        + " reserved_tokens = excluded.reserved_tokens,"
                        + " reserved_micro_usd = excluded.reserved_micro_usd",
                call.id(),
                call.run(),
                call.sequence(),
                call.path(),
                call.key(),
                call.number(),
                call.owner(),
                call.fence(),
                call.request().hash(),
                prompt.save(statements, call.home()),
                tokens,
                usd,
                now);
    }

    static void firstAnswer(Statements statements, Start call, StoredText answer)
            throws SQLException {
        Sql.update(
                statements,
                "UPDATE call SET first_answer = ? WHERE id = ?",
                answer.save(statements, call.home()),
                call.id());
    }

    /** Writes down what has been paid for, with its end. */
    static void answer(
            Statements statements,
            Start call,
            StoredText answer,
            Answerer by,
            long tokens,
            long microUsd,
            long now)
            throws SQLException {
        Sql.update(
                statements,
                "UPDATE call SET answer = ?, provider = ?, model = ?, input_tokens = ?,"
                        + " output_tokens = ?, state = 'SUCCEEDED', spent_tokens = ?,"
                        + " spent_micro_usd = ?, in_doubt_tokens = 0, in_doubt_micro_usd = 0,"
                        + " error = NULL, finished = ? WHERE id = ?",
                answer.save(statements, call.home()),
                Rows.storable(by.provider()),
                Rows.storable(by.model()),
                by.inputTokens(),
                by.outputTokens(),
                tokens,
                microUsd,
                now,
                call.id());
    }

    static void end(Statements statements, String id, Outcome outcome, long now)
            throws SQLException {
        Sql.update(
                statements,
                "UPDATE call SET " + OUTCOME,
                outcome.state().name(),
                outcome.spentTokens(),
                outcome.spentMicroUsd(),
                outcome.inDoubtTokens(),
                outcome.inDoubtMicroUsd(),
                Rows.storable(outcome.error()),
                now,
                id);
    }

    private static final String KNOWN =
            "SELECT id, path, key, n, state, owner, request_hash, in_doubt_micro_usd, started,"
                    + " first_answer FROM call WHERE run = ?";

    private static final Rows.Reader<Known> READER =
            row ->
                    new Known(
                            row.getString("id"),
                            row.getString("path"),
                            row.getString("key"),
                            row.getInt("n"),
                            State.valueOf(row.getString("state")),
                            row.getString("owner"),
                            row.getString("request_hash"),
                            row.getLong("in_doubt_micro_usd"),
                            row.getLong("started"),
                            row.getString("first_answer") != null);

    static List<Known> known(Statements statements, String run) throws SQLException {
        return Rows.all(statements, READER, KNOWN + " ORDER BY seq, n", run);
    }

    static List<Known> known(Statements statements, String run, String key) throws SQLException {
        return Rows.all(statements, READER, KNOWN + " AND key = ? ORDER BY n", run, key);
    }

    /** The answer of the first try that has one. */
    static Optional<String> answerOf(Statements statements, String run, String key)
            throws SQLException {
        return text(
                statements,
                "SELECT id, answer FROM call WHERE run = ? AND key = ? AND state = 'SUCCEEDED'"
                        + " ORDER BY n LIMIT 1",
                run,
                key);
    }

    /** The latest answer that can be repaired. */
    static Optional<String> firstAnswerOf(Statements statements, String run, String key)
            throws SQLException {
        return text(
                statements,
                "SELECT id, first_answer FROM call WHERE run = ? AND key = ?"
                        + " AND first_answer IS NOT NULL ORDER BY n DESC LIMIT 1",
                run,
                key);
    }

    private static Optional<String> text(Statements statements, String sql, String run, String key)
            throws SQLException {
        record Found(String id, String column) {}
        Found found =
                Rows.first(
                                statements,
                                row -> new Found(row.getString(1), row.getString(2)),
                                sql,
                                run,
                                key)
                        .orElse(null);
        return found == null
                ? Optional.empty()
                : Optional.ofNullable(
                        StoredText.load(
                                statements, run.equals(NO_RUN) ? found.id() : run, found.column()));
    }

    /** All tries of a run, with their texts, in the order in which they began. */
    static List<CallEntry> entries(Statements statements, String run) throws SQLException {
        record Found(CallEntry call, String prompt, String answer) {}
        List<Found> found =
                Rows.all(
                        statements,
                        row ->
                                new Found(
                                        new CallEntry(
                                                row.getString("id"),
                                                row.getString("path"),
                                                row.getString("key"),
                                                row.getInt("n"),
                                                State.valueOf(row.getString("state")),
                                                row.getString("provider"),
                                                row.getString("model"),
                                                row.getLong("input_tokens"),
                                                row.getLong("output_tokens"),
                                                Rows.usd(row, "spent_micro_usd"),
                                                row.getLong("reserved_tokens"),
                                                row.getLong("in_doubt_tokens"),
                                                Rows.usd(row, "in_doubt_micro_usd"),
                                                Rows.instant(row, "started"),
                                                Rows.instant(row, "finished"),
                                                row.getString("error"),
                                                null,
                                                null),
                                        row.getString("prompt"),
                                        row.getString("answer")),
                        "SELECT * FROM call WHERE run = ? ORDER BY seq, n",
                        run);
        List<CallEntry> entries = new ArrayList<>(found.size());
        for (Found each : found) {
            entries.add(
                    withTexts(
                            each.call(),
                            StoredText.load(statements, run, each.prompt()),
                            AnswerCodec.shown(StoredText.load(statements, run, each.answer()))));
        }
        return entries;
    }

    private static CallEntry withTexts(CallEntry call, String prompt, String answer) {
        return new CallEntry(
                call.id(),
                call.path(),
                call.key(),
                call.number(),
                call.state(),
                call.provider(),
                call.model(),
                call.inputTokens(),
                call.outputTokens(),
                call.spentUsd(),
                call.reservedTokens(),
                call.inDoubtTokens(),
                call.inDoubtUsd(),
                call.started(),
                call.finished(),
                call.error(),
                prompt,
                answer);
    }
}
