package io.gorgon.camel.workflow;

import io.gorgon.journal.JournaledRun;
import io.gorgon.llm.Cancellation;
import io.gorgon.llm.error.StateUnavailableException;
import io.gorgon.workflow.run.RunResult;
import io.gorgon.workflow.run.RunStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the end of a run down, however long that takes. A run that is cut short by the end of the
 * application has not ended: it goes on when the application is started again.
 */
final class RunEnd implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunEnd.class);
    private static final long LOOK_AGAIN_MS = 500;

    private final JournaledRun journaled;
    private final Exchange exchange;
    private final WorkflowRuntime runtime;
    private final Cancellation.Registration active;

    /**
     * @param journaled null for a run that is not written down
     * @param cancellation ends the run when the application is ended
     */
    RunEnd(
            JournaledRun journaled,
            Exchange exchange,
            WorkflowRuntime runtime,
            Cancellation cancellation) {
        this.exchange = exchange;
        this.journaled = journaled;
        this.runtime = runtime;
        this.active = runtime.begin(cancellation);
    }

    void record(RunResult result) {
        if (journaled == null || isCutShort(result)) {
            return;
        }
        boolean told = false;
        while (true) {
            try {
                journaled.ended(withoutTokens(result));
                return;
            } catch (StateUnavailableException e) {
                if (!told) {
                    told = true;
                    LOG.warn("The end of run {} waits: {}", result.runId(), e.getMessage());
                }
                if (runtime.isEnding() || !paused()) {
                    return;
                }
            }
        }
    }

    /** Only hashes of tokens are kept; whoever is told of the run now has them. */
    private static RunResult withoutTokens(RunResult result) {
        Map<String, Object> outputs = new LinkedHashMap<>(result.outputs());
        if (outputs.remove(Approvals.TOKEN) == null) {
            return result;
        }
        return new RunResult(
                result.runId(),
                result.workflow(),
                result.name(),
                result.status(),
                outputs,
                result.steps(),
                result.usage(),
                result.warnings(),
                result.error(),
                result.waitingFor(),
                List.of(),
                result.started(),
                result.duration());
    }

    private boolean isCutShort(RunResult result) {
        boolean failed =
                result.status() == RunStatus.FAILED || result.status() == RunStatus.CANCELLED;
        return failed && runtime.isCutShort(exchange);
    }

    private static boolean paused() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        try (active) {
            if (journaled != null) {
                journaled.close();
            }
        } catch (StateUnavailableException e) {
            // whoever looks next sees that this process works on it no more
            LOG.debug("The run was not handed over: {}", e.getMessage());
        }
    }
}
