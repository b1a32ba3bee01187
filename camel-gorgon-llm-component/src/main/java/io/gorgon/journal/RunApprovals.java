package io.gorgon.journal;

import io.gorgon.journal.ApprovalRecord.Kind;
import io.gorgon.journal.ApprovalRecord.State;
import io.gorgon.state.StateDatabase.Work;
import io.gorgon.state.Statements;
import io.gorgon.workflow.run.ApprovalRequest;
import io.gorgon.workflow.step.ApprovalDecision;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What people are asked in a run that this process works on. */
final class RunApprovals {

    private final JournalStore store;
    private final String run;
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    RunApprovals(JournalStore store, String run, Set<String> asked) {
        this.store = store;
        this.run = run;
        this.asked.addAll(asked);
    }

    /** Whether there may be a question of a step whose answer was not used. */
    boolean isAsked(String path) {
        return asked.contains(path);
    }

    Optional<ApprovalDecision> decision(String path) {
        if (!isAsked(path)) {
            return Optional.empty();
        }
        return store.database()
                .read(statements -> ApprovalTable.current(statements, run, path, store.now()))
                .flatMap(found -> decision(found.approval()));
    }

    private static Optional<ApprovalDecision> decision(ApprovalRecord approval) {
        return switch (approval.state()) {
            case PENDING -> Optional.empty();
            case EXPIRED ->
                    Optional.of(new ApprovalDecision(false, true, null, null, approval.expires()));
            case APPROVED, REJECTED ->
                    Optional.of(
                            new ApprovalDecision(
                                    approval.state() == State.APPROVED,
                                    false,
                                    approval.decidedBy(),
                                    approval.comment(),
                                    approval.decidedAt()));
        };
    }

    Asking asking(ApprovalRequest request, Kind kind) {
        return new Asking(request, kind);
    }

    /** Writes a question down, if there is none of the step that is open. */
    final class Asking implements Work<Object> {

        private final ApprovalRequest request;
        private final Kind kind;
        private final StoredText prompt;
        private final StoredText preview;
        private volatile ApprovalRequest open;

        private Asking(ApprovalRequest request, Kind kind) {
            this.request = request;
            this.kind = kind;
            this.prompt = StoredText.ofValue(request.prompt());
            this.preview = StoredText.ofValue(request.preview());
        }

        /** The question that is open, after this has been written. */
        ApprovalRequest open() {
            return open;
        }

        @Override
        public Object run(Statements statements) throws SQLException {
            Optional<ApprovalTable.Found> before =
                    ApprovalTable.current(statements, run, request.path(), store.now())
                            .filter(found -> found.approval().kind() == kind);
            asked.add(request.path());
            if (before.isPresent()) {
                ApprovalRecord kept = ApprovalTable.withTexts(statements, before.get());
                open =
                        new ApprovalRequest(
                                kept.path(),
                                null,
                                kept.prompt(),
                                kept.preview(),
                                Duration.between(kept.requested(), kept.expires()),
                                kept.expires());
                return null;
            }
            long now = store.millis();
            ApprovalTable.insert(statements, run, kind, request, prompt, preview, now);
            EventTable.add(statements, run, now, "approval_requested", request.path(), null, null);
            open =
                    new ApprovalRequest(
                            request.path(),
                            request.token(),
                            request.prompt(),
                            request.preview(),
                            request.timeout(),
                            Instant.ofEpochMilli(now).plus(request.timeout()));
            return null;
        }
    }
}
