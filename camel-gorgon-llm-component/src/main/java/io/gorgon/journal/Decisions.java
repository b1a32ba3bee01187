package io.gorgon.journal;

import io.gorgon.state.Sql;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** What people decide, from outside of the runs. */
final class Decisions {

    private static final int TOKEN_BYTES = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final JournalStore store;

    Decisions(JournalStore store) {
        this.store = store;
    }

    List<ApprovalRecord> ofRun(String run) {
        return store.database()
                .read(
                        statements ->
                                ApprovalTable.withTexts(
                                        statements,
                                        ApprovalTable.ofRun(statements, run, store.now())));
    }

    List<ApprovalRecord> waiting() {
        return store.database()
                .read(
                        statements ->
                                ApprovalTable.withTexts(
                                        statements,
                                        ApprovalTable.waiting(statements, store.now())));
    }

    /** As {@link Journal#decide}. */
    ApprovalRecord decide(String token, boolean approved, String by, String comment) {
        Instant now = store.now();
        return store.database()
                .write(
                        statements -> {
                            boolean decided =
                                    ApprovalTable.decide(
                                            statements,
                                            token,
                                            approved,
                                            by,
                                            comment,
                                            now.toEpochMilli());
                            ApprovalTable.Found found =
                                    ApprovalTable.byToken(statements, token, now).orElse(null);
                            if (!decided) {
                                throw refused(found);
                            }
                            ApprovalRecord approval = ApprovalTable.withTexts(statements, found);
                            EventTable.add(
                                    statements,
                                    approval.runId(),
                                    now.toEpochMilli(),
                                    approval.state().label(),
                                    approval.path(),
                                    by,
                                    comment);
                            return approval;
                        });
    }

    private static TokenRefusedException refused(ApprovalTable.Found found) {
        if (found == null) {
            return new TokenRefusedException(
                    "nobody knows this token; gorgon runs --waiting lists what waits for an answer");
        }
        ApprovalRecord approval = found.approval();
        String step = "step " + approval.path() + " of run " + approval.runId();
        return new TokenRefusedException(
                switch (approval.state()) {
                    case APPROVED, REJECTED ->
                            step
                                    + " was "
                                    + approval.state().label()
                                    + " by "
                                    + approval.decidedBy()
                                    + " at "
                                    + approval.decidedAt()
                                    + " already, and a token is good for one answer";
                    case EXPIRED ->
                            step
                                    + " could be answered until "
                                    + approval.expires()
                                    + " and no longer; resume the run with gorgon resume "
                                    + approval.runId()
                                    + " to see what happens then";
                    case PENDING ->
                            step
                                    + " does not wait for an answer any more: the run "
                                    + (found.consumed() ? "has gone on" : "has ended")
                                    + "; see gorgon show "
                                    + approval.runId();
                });
    }

    /** As {@link Journal#newToken}. */
    String newToken(String run, String path) {
        byte[] random = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(random);
        String token = HexFormat.of().formatHex(random);
        Instant now = store.now();
        store.database()
                .write(
                        statements -> {
                            List<ApprovalTable.Found> open =
                                    ApprovalTable.waiting(statements, now).stream()
                                            .filter(each -> each.approval().runId().equals(run))
                                            .filter(
                                                    each ->
                                                            path == null
                                                                    || each.approval()
                                                                            .path()
                                                                            .equals(path))
                                            .toList();
                            if (open.size() != 1) {
                                throw notOne(run, path, open);
                            }
                            return Sql.update(
                                    statements,
                                    "UPDATE approval SET token_hash = ? WHERE seq = ?",
                                    ApprovalTable.tokenHash(token),
                                    open.get(0).sequence());
                        });
        return token;
    }

    private static RunUnavailableException notOne(
            String run, String path, List<ApprovalTable.Found> open) {
        if (open.isEmpty()) {
            return new RunUnavailableException(
                    "run "
                            + run
                            + " waits for no answer"
                            + (path == null ? "" : " at step " + path)
                            + "; gorgon runs --waiting lists what does");
        }
        return new RunUnavailableException(
                "run "
                        + run
                        + " waits for several answers: "
                        + String.join(
                                ", ", open.stream().map(each -> each.approval().path()).toList())
                        + "; say which step");
    }
}
