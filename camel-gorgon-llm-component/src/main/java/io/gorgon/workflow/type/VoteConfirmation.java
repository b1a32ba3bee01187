package io.gorgon.workflow.type;

import io.gorgon.consensus.Ballot;
import io.gorgon.consensus.Verdict;
import io.gorgon.workflow.run.ApprovalRequest;
import io.gorgon.workflow.run.ApprovalTokens;
import io.gorgon.workflow.run.RunStoppedException;
import io.gorgon.workflow.step.ApprovalDecision;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Lets a person have the last word after a vote. */
public final class VoteConfirmation {

    private static final Duration TIME_TO_DECIDE = Duration.ofHours(24);

    private VoteConfirmation() {}

    /**
     * The verdict after the person.
     *
     * @param path the step that asks
     * @param verdict one that a person has to confirm
     * @param decision what the person has decided; empty when nobody was asked. Nothing decided in
     *     time is a refusal
     * @throws RunStoppedException if nobody has decided: the run waits
     */
    public static Verdict after(
            String path, Ballot ballot, Verdict verdict, Optional<ApprovalDecision> decision) {
        if (decision.isPresent()) {
            boolean confirmed = decision.get().approved() && !decision.get().expired();
            return confirmed ? verdict.confirmedByUser() : verdict.refusedByUser();
        }
        Map<String, Object> preview = new LinkedHashMap<>();
        preview.put("operation", ballot.operation());
        if (ballot.context() != null) {
            preview.put("context", ballot.context());
        }
        preview.put("verdict", verdict.toMap());
        throw RunStoppedException.awaiting(
                new ApprovalRequest(
                        path,
                        ApprovalTokens.next(),
                        "The panel approves. May this be done?\n\n" + ballot.operation(),
                        preview,
                        TIME_TO_DECIDE));
    }
}
