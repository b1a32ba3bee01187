package io.gorgon.camel.workflow;

import io.gorgon.journal.ApprovalRecord;
import io.gorgon.journal.JournaledRun;
import io.gorgon.journal.JournaledRun.RecordedStep;
import io.gorgon.journal.JournaledRun.StepHistory;
import io.gorgon.llm.CallRecord;
import io.gorgon.llm.CallRecords;
import io.gorgon.llm.ModelRequest;
import io.gorgon.workflow.run.ApprovalRequest;
import io.gorgon.workflow.run.RunStoppedException;
import io.gorgon.workflow.run.StepResult;
import io.gorgon.workflow.run.WorkflowRun;
import io.gorgon.workflow.step.ApprovalDecision;
import io.gorgon.workflow.step.StepClass;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;

/**
 * What the steps of a run tell the journal, and ask it. A run that is not written down, such as a
 * dry run, has one that knows nothing. Paths are those of the run that was started.
 */
final class RunJournal {

    /** What stands in the place of a step that failed has a record of its own. */
    private static final String FALLBACK = "~fallback";

    private static final RunJournal NONE = new RunJournal(null);

    private final JournaledRun run;

    private RunJournal(JournaledRun run) {
        this.run = run;
    }

    /**
     * @param run null for a run that is not written down
     */
    static RunJournal of(JournaledRun run) {
        return run == null ? NONE : new RunJournal(run);
    }

    /** That of the run that an exchange belongs to; never null. */
    static RunJournal of(Exchange exchange) {
        return exchange.getProperty(WorkflowConstants.JOURNAL, NONE, RunJournal.class);
    }

    /** Null for a run that is not written down. */
    JournaledRun run() {
        return run;
    }

    Optional<RecordedStep> done(String path) {
        return run == null ? Optional.empty() : run.done(path);
    }

    /** What is recorded of the steps inside one. */
    List<RecordedStep> doneBelow(String path) {
        return run == null ? List.of() : run.doneBelow(path);
    }

    StepHistory history(String path) {
        return run == null ? StepHistory.NONE : run.history(path);
    }

    /**
     * @throws RunStoppedException if the run does not belong to this process any more
     */
    void started(String path, String type, StepClass stepClass, int attempt) {
        if (run != null) {
            requireOurs(path);
            run.stepStarted(path, type, stepClass, attempt);
        }
    }

    private void requireOurs(String path) {
        if (run.isLost()) {
            throw RunStoppedException.cancelled(path);
        }
    }

    void retried(String path, int attempt, Instant notBefore, String error) {
        if (run != null) {
            run.stepRetried(path, attempt, notBefore, error);
        }
    }

    void ended(
            StepResult result, StepClass stepClass, Map<String, Object> given, boolean structured) {
        if (run != null) {
            run.stepEnded(result, stepClass, given, structured);
        }
    }

    /** Where the calls of one try of a step keep their answers; null for a run not written down. */
    CallRecords calls(String path, int attempt) {
        if (run == null) {
            return null;
        }
        AtomicInteger ordinal = new AtomicInteger();
        return request -> run.call(path, attempt, ordinal.incrementAndGet(), request);
    }

    /**
     * Where one call keeps its answers that is not found again by its order.
     *
     * @param number what it is found again by, from 1
     * @return null for a run not written down
     */
    CallRecord call(String path, int number, ModelRequest request) {
        return run == null ? null : run.call(path, 1, number, request);
    }

    Optional<ApprovalDecision> decision(String path) {
        return run == null ? Optional.empty() : run.decision(path);
    }

    /** Writes a question down before anybody sees it. */
    ApprovalRequest ask(ApprovalRequest request, ApprovalRecord.Kind kind) {
        return run == null ? request : run.ask(request, kind);
    }

    void event(String type, String path, String text) {
        if (run != null) {
            run.event(type, path, text);
        }
    }

    /** The path as the journal has it. */
    static String path(WorkflowRun run, StepSettings settings, String path) {
        String rootPath = run.fromRoot(path);
        return settings.kind() == StepSettings.Kind.FALLBACK ? rootPath + FALLBACK : rootPath;
    }

    /** The step that the journal tells of, whether it was done itself or something in its place. */
    static String withoutFallback(String path) {
        return path.endsWith(FALLBACK)
                ? path.substring(0, path.length() - FALLBACK.length())
                : path;
    }
}
