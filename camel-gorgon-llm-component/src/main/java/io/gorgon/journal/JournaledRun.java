package io.gorgon.journal;

import io.gorgon.llm.CallRecord;
import io.gorgon.llm.ModelRequest;
import io.gorgon.workflow.run.ApprovalRequest;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.StepResult;
import io.gorgon.workflow.step.ApprovalDecision;
import io.gorgon.workflow.step.StepClass;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run that this process works on. Facts are always written, decisions only as long as no other
 * process has taken the run. Paths are those seen from the run that was started, sub-workflows
 * included. Thread-safe.
 */
public interface JournaledRun extends AutoCloseable {

    /** The run as it was when this process got it. */
    RunRecord record();

    /** What it was started with, by name. */
    Map<String, Object> inputs();

    /** The texts that it is pinned to, the workflow itself first. */
    List<Definition> definitions();

    /**
     * Is told what other processes want of this run. Called by a thread of the journal.
     *
     * @param cancel to be done when the run is to end
     * @param lost to be done when another process has taken it: nothing is to be begun any more
     */
    void watch(Runnable cancel, Runnable lost);

    /** Whether another process has taken the run. */
    boolean isLost();

    /**
     * What became of a step when it was done before: it worked, was skipped, or failed for good;
     * empty when it has to be done.
     */
    Optional<RecordedStep> done(String path);

    /** The steps inside one that were done before, in the order in which they ended. */
    List<RecordedStep> doneBelow(String path);

    /**
     * A step that was done before.
     *
     * @param result as it was told then
     * @param given the variables that it gave to those after it, with those of the steps inside
     * @param structured whether its response is JSON by a schema
     */
    record RecordedStep(StepResult result, Map<String, Object> given, boolean structured) {}

    /** What is known of a step that is not done. */
    StepHistory history(String path);

    /**
     * @param failedAttempts tries that did not work, zero or more
     * @param notBefore when it may be tried again; null for at once
     * @param inDoubt whether it was being done when its process died, and nobody knows how far
     * @param inDoubtSince when that try began; null when nothing is in doubt
     * @param inDoubtUsd US dollars that may have been paid for it; zero when nothing is in doubt
     */
    record StepHistory(
            int failedAttempts,
            Instant notBefore,
            boolean inDoubt,
            Instant inDoubtSince,
            BigDecimal inDoubtUsd) {
        public static final StepHistory NONE =
                new StepHistory(0, null, false, null, BigDecimal.ZERO);
    }

    /**
     * A try of a step begins. Comes back when that is on the disk, if the step is of class {@link
     * StepClass#EFFECT}; the others ride.
     *
     * @throws RunLostException if another process has taken the run
     */
    void stepStarted(String path, String type, StepClass stepClass, int attempt);

    /** A try did not work; there will be another one. */
    void stepRetried(String path, int attempt, Instant notBefore, String error);

    /**
     * A step has come to its end. Comes back when that is on the disk, if the step is of class
     * {@link StepClass#EFFECT}; the others ride.
     *
     * @param result {@code SUCCESS} and {@code SKIPPED} are kept for good; {@code FAILED} until a
     *     run that has failed or was cancelled is taken over; all else is done again when the run
     *     goes on
     */
    void stepEnded(
            StepResult result, StepClass stepClass, Map<String, Object> given, boolean structured);

    /**
     * The answers of one call of a model.
     *
     * @param attempt the try of the step, from 1
     * @param ordinal the call within the try, from 1
     */
    CallRecord call(String path, int attempt, int ordinal, ModelRequest request);

    /** What a person has decided at a step; empty when nobody was asked or has answered. */
    Optional<ApprovalDecision> decision(String path);

    /**
     * Asks a person. Comes back when that is on the disk. A request of the same step that is open
     * is kept as it is.
     *
     * @param kind what the answer is for
     * @return the request that is open, with its token when it is new and without one when it is
     *     not: only a hash of it is kept
     */
    ApprovalRequest ask(ApprovalRequest request, ApprovalRecord.Kind kind);

    /** Tells the person something of the run that is kept with it. */
    void event(String type, String path, String text);

    /** The run has come to an end, or waits: nobody works on it any more. */
    void ended(RunResult result);

    /** Lets others have the run, as it is; after {@link #ended} nothing. */
    @Override
    void close();
}
