package io.gorgon.journal;

import io.gorgon.journal.ApprovalRecord.Kind;
import io.gorgon.journal.ApprovalRecord.State;
import io.gorgon.state.Sql;
import io.gorgon.state.Statements;
import io.gorgon.workflow.run.ApprovalRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What people were asked, and what they have decided. */
final class ApprovalTable {

    private static final String SELECT =
            "SELECT a.seq, a.run, r.workflow, r.status AS run_status, a.path, a.kind, a.prompt,"
                    + " a.preview, a.requested, a.expires, a.state, a.decided_by, a.comment, a.decided,"
                    + " a.consumed FROM approval a JOIN run r ON r.id = a.run ";

    /** A row with its texts not looked up yet. */
    record Found(
            long sequence,
            ApprovalRecord approval,
            String runStatus,
            boolean consumed,
            String prompt,
            String preview) {}

    private ApprovalTable() {}

    static void insert(
            Statements statements,
            String run,
            Kind kind,
            ApprovalRequest request,
            StoredText prompt,
            StoredText preview,
            long now)
            throws SQLException {
        Sql.update(
                statements,
                "INSERT INTO approval (run, path, kind, token_hash, prompt, preview, requested,"
                        + " expires, state, consumed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'PENDING', 0)",
                run,
                request.path(),
                kind.name(),
                tokenHash(request.token()),
                prompt.save(statements, run),
                preview.save(statements, run),
                now,
                now + request.timeout().toMillis());
    }

    /** Digests, so that who reads the database cannot decide anything. */
    static String tokenHash(String token) {
        return Sha256.of(token.strip().toLowerCase(java.util.Locale.ROOT));
    }

    static List<Found> ofRun(Statements statements, String run, Instant now) throws SQLException {
        return find(statements, now, "WHERE a.run = ? ORDER BY a.seq", run);
    }

    /** All that people can still decide. */
    static List<Found> waiting(Statements statements, Instant now) throws SQLException {
        return find(
                statements,
                now,
                "WHERE a.state = 'PENDING' AND a.consumed = 0 AND a.expires > ?"
                        + " AND r.status NOT IN ('SUCCESS', 'FAILED', 'CANCELLED') ORDER BY a.seq",
                now.toEpochMilli());
    }

    static Optional<Found> byToken(Statements statements, String token, Instant now)
            throws SQLException {
        return find(statements, now, "WHERE a.token_hash = ?", tokenHash(token)).stream()
                .findFirst();
    }

    /** The latest question of a step that its answer has not been used of. */
    static Optional<Found> current(Statements statements, String run, String path, Instant now)
            throws SQLException {
        return find(
                        statements,
                        now,
                        "WHERE a.run = ? AND a.path = ? AND a.consumed = 0 ORDER BY a.seq DESC",
                        run,
                        path)
                .stream()
                .findFirst();
    }

    private static List<Found> find(
            Statements statements, Instant now, String where, Object... values)
            throws SQLException {
        return Rows.all(statements, row -> read(row, now), SELECT + where, values);
    }

    private static Found read(ResultSet row, Instant now) throws SQLException {
        Instant expires = Rows.instant(row, "expires");
        State state = State.valueOf(row.getString("state"));
        boolean late = state == State.PENDING && !expires.isAfter(now);
        return new Found(
                row.getLong("seq"),
                new ApprovalRecord(
                        row.getString("run"),
                        row.getString("workflow"),
                        row.getString("path"),
                        Kind.valueOf(row.getString("kind")),
                        "",
                        Map.of(),
                        Rows.instant(row, "requested"),
                        expires,
                        late ? State.EXPIRED : state,
                        row.getString("decided_by"),
                        row.getString("comment"),
                        Rows.instant(row, "decided")),
                row.getString("run_status"),
                row.getInt("consumed") == 1,
                row.getString("prompt"),
                row.getString("preview"));
    }

    static List<ApprovalRecord> withTexts(Statements statements, List<Found> found)
            throws SQLException {
        List<ApprovalRecord> approvals = new ArrayList<>(found.size());
        for (Found each : found) {
            approvals.add(withTexts(statements, each));
        }
        return approvals;
    }

    static ApprovalRecord withTexts(Statements statements, Found found) throws SQLException {
        ApprovalRecord a = found.approval();
        String prompt = StoredText.load(statements, a.runId(), found.prompt());
        return new ApprovalRecord(
                a.runId(),
                a.workflow(),
                a.path(),
                a.kind(),
                prompt == null ? "" : String.valueOf(ValueCodec.decode(prompt)),
                StepTable.values(statements, a.runId(), found.preview()),
                a.requested(),
                a.expires(),
                a.state(),
                a.decidedBy(),
                a.comment(),
                a.decidedAt());
    }

    /** The one statement that decides: whoever's changes a row has decided. */
    static boolean decide(
            Statements statements,
            String token,
            boolean approved,
            String by,
            String comment,
            long now)
            throws SQLException {
        return Sql.update(
                        statements,
                        "UPDATE approval SET state = ?, decided_by = ?, comment = ?, decided = ?"
                                + " WHERE token_hash = ? AND state = 'PENDING' AND consumed = 0"
                                + " AND expires > ? AND EXISTS (SELECT 1 FROM run WHERE"
                                + " run.id = approval.run"
                                + " AND run.status NOT IN ('SUCCESS', 'FAILED', 'CANCELLED'))",
                        (approved ? State.APPROVED : State.REJECTED).name(),
                        Rows.storable(by),
                        Rows.storable(comment),
                        now,
                        tokenHash(token),
                        now)
                == 1;
    }

    static void consume(Statements statements, String run, String path, Kind kind)
            throws SQLException {
        Sql.update(
                statements,
                "UPDATE approval SET consumed = 1 WHERE run = ? AND path = ? AND kind = ?"
                        + " AND consumed = 0",
                run,
                path,
                kind.name());
    }
}
