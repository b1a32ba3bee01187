package io.gorgon.cli;

import io.gorgon.journal.ApprovalRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Says what a run waits for people to decide. */
final class ApprovalExplainer {

    private final RunSnapshot snapshot;
    private final ShownTime time;
    private final String resume;
    private final String newToken;
    private final List<String> sentences = new ArrayList<>();

    ApprovalExplainer(RunSnapshot snapshot) {
        this.snapshot = snapshot;
        this.time = new ShownTime(snapshot.clock());
        this.resume = snapshot.command("resume", "");
        this.newToken = snapshot.command("resume", "--new-token");
    }

    Explanation explain() {
        List<ApprovalRecord> open = snapshot.open();
        if (!open.isEmpty()) {
            open.forEach(this::ask);
            sentences.add(
                    "The token was shown once, when it asked; if it is lost, '"
                            + newToken
                            + "' makes a new one.");
            return new Explanation(
                    sentences,
                    List.of(
                            snapshot.typed().apply("approve TOKEN"),
                            snapshot.typed().apply("reject TOKEN"),
                            newToken),
                    open.get(0).requested(),
                    open.get(0));
        }
        ApprovalRecord last = last();
        Instant since = snapshot.run().changed();
        if (last == null) {
            sentences.add("It waits for a person, but there is no open question.");
        } else if (last.decidedAt() != null && isDecided(last)) {
            since = last.decidedAt();
            sentences.add(decision(last));
            sentences.add("Nobody has gone on with the run since.");
        } else {
            since = last.expires();
            sentences.add(
                    "Nobody answered step "
                            + quoted(last)
                            + " in time: the question ended at "
                            + time.at(last.expires())
                            + ".");
            sentences.add("When the run goes on, the step counts as not approved.");
        }
        return new Explanation(sentences, List.of(resume), since, null);
    }

    private void ask(ApprovalRecord question) {
        String since = time.at(question.requested());
        if (question.kind() == ApprovalRecord.Kind.IN_DOUBT) {
            sentences.add(
                    "Step "
                            + quoted(question)
                            + " was being done when its process died, and nobody knows how far it"
                            + " came. It asks since "
                            + since
                            + " whether it may be done once more: "
                            + RunExplainer.sentence(Untrusted.firstLine(question.prompt())));
        } else {
            sentences.add(
                    "Step "
                            + quoted(question)
                            + " asks since "
                            + since
                            + ": "
                            + RunExplainer.sentence(Untrusted.firstLine(question.prompt())));
        }
        if (question.expires() != null) {
            sentences.add(
                    "It can be answered until "
                            + time.at(question.expires())
                            + " (for "
                            + ShownTime.about(Duration.between(snapshot.now(), question.expires()))
                            + ").");
        }
    }

    private ApprovalRecord last() {
        List<ApprovalRecord> all = snapshot.approvals();
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    private static boolean isDecided(ApprovalRecord question) {
        return question.state() == ApprovalRecord.State.APPROVED
                || question.state() == ApprovalRecord.State.REJECTED;
    }

    private String decision(ApprovalRecord decided) {
        String by = decided.decidedBy() == null ? "" : " by " + Untrusted.line(decided.decidedBy());
        String comment =
                decided.comment() == null
                        ? ""
                        : ": " + RunExplainer.sentence(Untrusted.firstLine(decided.comment()));
        return "Step "
                + quoted(decided)
                + " was "
                + decided.state().label()
                + by
                + " at "
                + time.at(decided.decidedAt())
                + (comment.isEmpty() ? "." : comment);
    }

    private static String quoted(ApprovalRecord question) {
        return "'" + Untrusted.line(question.path()) + "'";
    }
}
