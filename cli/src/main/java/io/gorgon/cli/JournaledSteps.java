package io.gorgon.cli;

import io.gorgon.journal.ApprovalRecord;
import io.gorgon.journal.CallEntry;
import io.gorgon.journal.StepRecord;
import io.gorgon.workflow.run.StepStatus;
import io.gorgon.workflow.run.StepUsage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Makes the tree of steps that people see of what the journal knows. */
final class JournaledSteps {

    static final String FROM_JOURNAL = "from journal";
    static final String REUSED = "reused";

    private final RunSnapshot snapshot;
    private final StepViews views;
    private final Map<String, StepUsage> doubts = new HashMap<>();

    private JournaledSteps(RunSnapshot snapshot) {
        this.snapshot = snapshot;
        this.views =
                snapshot.workflow() == null ? new StepViews() : StepViews.of(snapshot.workflow());
        snapshot.calls().forEach(this::collectDoubt);
    }

    /** The step around all others. */
    static StepView root(RunSnapshot snapshot) {
        JournaledSteps steps = new JournaledSteps(snapshot);
        snapshot.steps().forEach(steps::add);
        snapshot.steps().forEach(steps::count);
        snapshot.approvals().forEach(steps::addQuestion);
        return steps.views.root();
    }

    private void collectDoubt(CallEntry call) {
        boolean lost = call.state() == CallEntry.State.STARTED && !snapshot.isWorkedOn();
        if (call.path() != null && (lost || call.state() == CallEntry.State.IN_DOUBT)) {
            long tokens = lost ? call.reservedTokens() : call.inDoubtTokens();
            BigDecimal usd = lost ? null : call.inDoubtUsd();
            StepUsage usage = new StepUsage(tokens, 0, usd, true);
            doubts.merge(call.path(), usage, StepUsage::plus);
        }
    }

    private void add(StepRecord record) {
        StepView view = views.find(record.result().path());
        boolean underWay = record.result().status() == StepStatus.RUNNING;
        view.result = record.result();
        view.attempt = record.result().attempts();
        view.started = record.started();
        view.stopped = underWay && !snapshot.isWorkedOn();
        if (record.inDoubt()) {
            view.inDoubt =
                    doubts.getOrDefault(view.path, new StepUsage(0, 0, BigDecimal.ZERO, false));
        }
        Instant again = record.notBefore();
        if (underWay && again != null && again.isAfter(snapshot.now())) {
            view.retryAt = again;
            view.retryError = record.result().error();
        }
        if (record.reused()) {
            view.note = isOfAnotherRun(record) ? REUSED : FROM_JOURNAL;
        }
    }

    private boolean isOfAnotherRun(StepRecord record) {
        return snapshot.run().forkedFrom() != null
                && (record.started() == null
                        || record.started().isBefore(snapshot.run().started()));
    }

    /** How many items there were is known when they are all done. */
    private void count(StepRecord record) {
        StepView view = views.find(record.result().path());
        boolean ended =
                record.result().status() == StepStatus.SUCCESS
                        || record.result().status() == StepStatus.FAILED;
        if (ended && view.isCounted()) {
            view.size = view.inside.size();
        }
    }

    private void addQuestion(ApprovalRecord question) {
        StepView view = views.find(question.path());
        boolean done = view.result != null && view.result.status() == StepStatus.SUCCESS;
        switch (question.state()) {
            case PENDING ->
                    view.note =
                            isOpen(question) ? snapshot.typed().apply("approve TOKEN") : "expired";
            case EXPIRED -> view.note = "expired";
            case APPROVED, REJECTED -> {
                String by = question.decidedBy() == null ? "" : " by " + question.decidedBy();
                if (question.kind() == ApprovalRecord.Kind.APPROVAL || !done) {
                    view.note = Untrusted.line(question.state().label() + by);
                }
            }
        }
    }

    private boolean isOpen(ApprovalRecord question) {
        return snapshot.open().contains(question);
    }
}
