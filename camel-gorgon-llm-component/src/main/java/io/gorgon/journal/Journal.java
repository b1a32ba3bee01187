package io.gorgon.journal;

import io.gorgon.llm.CallRecord;
import io.gorgon.llm.ModelRequest;
import io.gorgon.state.StateDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The journal of all runs and calls that share a database. What a method has confirmed survives the
 * end of the process. Thread-safe.
 *
 * <p>Every method may throw a {@link io.gorgon.llm.error.StateUnavailableException} when the
 * database cannot be used.
 */
public interface Journal extends AutoCloseable {

    /**
     * Opens the journal in a database, and makes its tables if need be. The database stays open
     * when the journal is closed.
     *
     * @throws io.gorgon.llm.error.StateUnavailableException if it cannot be used, or a later
     *     version of Gorgon has written to it
     */
    static Journal open(StateDatabase database, JournalSettings settings, Clock clock) {
        return DatabaseJournal.open(database, settings, clock);
    }

    /**
     * Starts a run, which belongs to this process from then on. When there is a run of the same
     * workflow with the same start key already, nothing is started.
     */
    Started start(NewRun run);

    /**
     * @param runId the new run, or the one that was there
     * @param run what to work with; null when the run was there already
     */
    record Started(String runId, JournaledRun run) {}

    /**
     * Takes a run over that nobody works on any more, from the process that has died or was held up
     * for longer than its lease. What was in flight there is in doubt from now on. A run that
     * waits, is paused, has failed or was cancelled is taken as well.
     *
     * @throws RunUnavailableException if there is no such run, it has succeeded, its texts are not
     *     kept any more, or another process that lives works on it
     * @throws InterruptedException while it waits to see whether the other process lives
     */
    JournaledRun takeOver(String runId) throws InterruptedException;

    /**
     * The runs that were being worked on by processes that have died, oldest first.
     *
     * @param origin those of one application; null for those of the command line
     */
    List<RunRecord> interrupted(String origin);

    /**
     * The runs that nobody works on although they could go on, oldest first: what they waited for
     * has been decided, or can not be decided any more, after they were worked on last.
     *
     * @param origin those of one application; null for those of the command line
     */
    List<RunRecord> decided(String origin);

    /** Makes sure that something can be written. */
    void requireWritable();

    /** All runs, newest first, at most so many. */
    List<RunRecord> runs(int limit);

    /**
     * One run.
     *
     * @param id the whole id, or so much of its start that no other run has it
     * @throws RunUnavailableException if several runs start like this
     */
    Optional<RunRecord> run(String id);

    /** The steps of a run, of sub-workflows as well, in the order in which they began. */
    List<StepRecord> steps(String runId);

    /** The calls of models of a run, in the order in which they began. */
    List<CallEntry> calls(String runId);

    /** What a run was started with, and what it gave: JSON texts by name of the input or output. */
    RunValues values(String runId);

    /** The texts that a run is pinned to, the workflow itself first. */
    List<Definition> definitions(String runId);

    /** What people were asked in a run, oldest first. */
    List<ApprovalRecord> approvals(String runId);

    /** What all runs wait for people to decide, oldest first. */
    List<ApprovalRecord> waiting();

    /** What happened to a run as a whole, oldest first. */
    List<EventRecord> events(String runId);

    /**
     * A person decides. The run itself goes on when somebody takes it over.
     *
     * @param token as the person got it
     * @param by who; never null
     * @param comment null for none
     * @throws TokenRefusedException if the token is unknown, was used, or has expired
     */
    ApprovalRecord decide(String token, boolean approved, String by, String comment);

    /**
     * A new token for what a run waits for, in the place of one that was lost, which is of no use
     * any more.
     *
     * @param path the step; null when the run waits for one thing only
     * @return the token
     * @throws RunUnavailableException if it does not wait for that
     */
    String newToken(String runId, String path);

    /**
     * Wants a run to end. Whoever works on it ends it soon; one that nobody works on ends here.
     *
     * @return whether it has ended already
     * @throws RunUnavailableException if there is no such run or it has ended
     */
    boolean cancel(String runId, String by);

    /**
     * A new run of the same texts, which has what another one recorded before a step. It belongs to
     * nobody; {@link #takeOver} starts it.
     *
     * @throws RunUnavailableException if there is no such run or step
     */
    String fork(Fork fork);

    /**
     * The answers of one call outside of runs.
     *
     * @param key names the call, wherever and however often it is made
     * @throws io.gorgon.llm.error.BadRequestException if the key was used for another request
     */
    CallRecord call(String key, ModelRequest request);

    /** Forgets what has ended before a moment. */
    Collected collect(Instant before);

    /**
     * @param runs how many were removed
     * @param calls how many were removed that belong to no run
     * @param bytes of texts that were removed, about
     */
    record Collected(int runs, int calls, long bytes) {}

    /** What is not as it should be, a sentence each; empty when all is well. Changes nothing. */
    List<Finding> check();

    /**
     * @param runId where; null when it is not about one run
     * @param sentence what is wrong
     * @param remedy what to do about it
     */
    record Finding(String runId, String sentence, String remedy) {}

    /** How long a process may be held up before others may take its runs. */
    Duration lease();

    /** Lets others have the runs that this process has not ended. */
    @Override
    void close();
}
