package io.gorgon.camel.workflow;

import io.gorgon.consensus.Vote;
import io.gorgon.consensus.VoteWitness;
import io.gorgon.consensus.Voter;
import io.gorgon.llm.CallRecord;
import io.gorgon.llm.LlmResponse;
import io.gorgon.llm.ModelRequest;
import io.gorgon.workflow.run.StepResult;
import io.gorgon.workflow.run.StepStatus;
import io.gorgon.workflow.run.StepUsage;
import io.gorgon.workflow.run.WorkflowRun;
import io.gorgon.workflow.step.StepClass;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes each vote a step of the run. An answer that was paid for is found again under the voter and
 * the operation, in whatever order the votes come.
 */
final class RecordedVotes implements VoteWitness {

    private static final String TYPE = "vote";

    private final WorkflowRun run;
    private final RunJournal journal;
    private final String path;
    private final OperationDigest operation;
    private final Map<String, Instant> begun = new ConcurrentHashMap<>();

    /**
     * @param path what the votes are below, within the run
     */
    RecordedVotes(WorkflowRun run, RunJournal journal, String path, OperationDigest operation) {
        this.run = run;
        this.journal = journal;
        this.path = path;
        this.operation = operation;
    }

    private String path(Voter voter) {
        return path + "/" + voter.name();
    }

    @Override
    public String asked(Voter voter) {
        begun.put(voter.name(), run.clock().instant());
        run.stepStarted(path(voter), TYPE, 1);
        String journaled = run.fromRoot(path(voter));
        journal.started(journaled, TYPE, StepClass.PAID, 1);
        return journaled;
    }

    @Override
    public CallRecord record(Voter voter, ModelRequest request) {
        return journal.call(run.fromRoot(path(voter)), operation.number(), request);
    }

    @Override
    public void voted(Voter voter, Vote vote, LlmResponse response, BigDecimal costUsd) {
        Instant began = begun.getOrDefault(voter.name(), run.clock().instant());
        boolean clear = vote != null && vote.error() == null;
        StepStatus status =
                vote == null
                        ? StepStatus.CANCELLED
                        : clear ? StepStatus.SUCCESS : StepStatus.FAILED;
        StepResult result =
                new StepResult(
                        path(voter),
                        TYPE,
                        status,
                        1,
                        response == null ? null : response.provider(),
                        response == null ? null : response.model(),
                        response == null ? StepUsage.NONE : usage(response, costUsd),
                        Duration.between(began, run.clock().instant()),
                        vote == null ? null : vote.error(),
                        vote == null ? Map.of() : vote.toMap());
        journal.ended(result.at(run.fromRoot(path(voter))), StepClass.PAID, Map.of(), false);
        run.stepEnded(result);
        if (vote != null) {
            journal.event(
                    TYPE,
                    run.fromRoot(path(voter)),
                    vote.decision().label()
                            + ": "
                            + (vote.error() == null ? vote.reason() : vote.error()));
        }
    }

    private static StepUsage usage(LlmResponse response, BigDecimal costUsd) {
        return new StepUsage(
                response.usage().inputTokens(),
                response.usage().outputTokens(),
                costUsd,
                response.usage().estimated());
    }
}
