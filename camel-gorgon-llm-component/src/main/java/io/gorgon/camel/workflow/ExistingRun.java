package io.gorgon.camel.workflow;

import io.gorgon.journal.Journal;
import io.gorgon.journal.JournaledRun;
import io.gorgon.journal.RunRecord;
import io.gorgon.journal.RunUnavailableException;
import io.gorgon.llm.Cancellation;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.RunStatus;
import io.gorgon.workflow.run.RunStoppedException;
import io.gorgon.workflow.run.StepUsage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A run that is there already when somebody wants to start it. */
final class ExistingRun {

    private static final long LOOK_AGAIN_MS = 200;

    private final Journal journal;
    private final String runId;

    ExistingRun(Journal journal, String runId) {
        this.journal = journal;
        this.runId = runId;
    }

    /**
     * Waits until the run has ended or waits for somebody, when it is being worked on.
     *
     * @return the run, to go on with, when its process has died, and also when it has failed or was
     *     paused by its budget, as a message that is delivered again is another try; null when it
     *     has ended otherwise
     * @throws RunStoppedException if the caller does not want to wait any more
     */
    JournaledRun takeOverOrAwaitEnd(Cancellation cancellation) throws InterruptedException {
        while (true) {
            RunRecord record = record();
            boolean running = record.status() == RunStatus.RUNNING;
            if (!running && !isWorthAnotherTry(record.status())) {
                return null;
            }
            if (!running || record.interrupted()) {
                try {
                    return journal.takeOver(runId);
                } catch (RunUnavailableException e) {
                    if (!running && record().status() == record.status()) {
                        return null;
                    }
                    // somebody else was faster: that one's end is what we wait for
                }
            }
            if (cancellation.isCancelled()) {
                throw RunStoppedException.cancelled("");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
        }
    }

    private static boolean isWorthAnotherTry(RunStatus status) {
        return status == RunStatus.FAILED || status == RunStatus.PAUSED_BUDGET;
    }

    private RunRecord record() {
        return journal.run(runId)
                .orElseThrow(
                        () ->
                                new RunUnavailableException(
                                        "run " + runId + " has been removed meanwhile"));
    }

    /** What became of it. */
    RunResult result() {
        RunRecord record = record();
        List<String> waiting = record.waitingFor();
        Map<String, Object> outputs = journal.values(runId).outputs();
        return new RunResult(
                runId,
                record.workflow(),
                record.name(),
                record.status(),
                outputs,
                List.of(),
                new StepUsage(0, record.tokens(), record.costUsd(), false),
                List.of(),
                record.error(),
                waiting.isEmpty() ? null : waiting.get(0),
                record.started(),
                record.active());
    }
}
