package io.gorgon.camel.workflow;

import io.gorgon.journal.ApprovalRecord;
import io.gorgon.journal.Journal;
import io.gorgon.workflow.run.RunOptions;
import io.gorgon.workflow.run.RunResult;
import java.util.List;
import org.apache.camel.CamelContext;

/** What can be done with the runs of a Camel context from outside of them. */
public final class WorkflowRuns {

    private final WorkflowRuntime runtime;

    private WorkflowRuns(WorkflowRuntime runtime) {
        this.runtime = runtime;
    }

    /** The runs of a Camel context that has been started. */
    public static WorkflowRuns of(CamelContext camelContext) {
        return new WorkflowRuns(WorkflowRuntime.of(camelContext));
    }

    /** Whether a Camel context has, or had, workflows. */
    public static boolean areIn(CamelContext camelContext) {
        return camelContext.hasService(WorkflowRuntime.class) != null;
    }

    /** Where runs are written down. */
    public Journal journal() {
        return runtime.journal();
    }

    /**
     * Goes on with a run, with the texts that it was started with, until it ends or waits.
     *
     * @throws io.gorgon.journal.RunUnavailableException if that cannot be done
     */
    public RunResult resume(String runId, RunOptions options) throws InterruptedException {
        return runtime.keeper().resume(runId, options);
    }

    /**
     * Goes on with all runs of this application whose process has died, some at a time.
     *
     * @return those that could go on, oldest first; why others could not is logged
     */
    public List<RunResult> resumeInterrupted(RunOptions options) throws InterruptedException {
        return runtime.keeper().resumeInterrupted(options);
    }

    /**
     * A person decides what a run waits for.
     *
     * @param token as the person got it
     * @param by who; never null
     * @param comment null for none
     * @param resume whether the run goes on here, in the background, when nobody works on it
     * @throws io.gorgon.journal.TokenRefusedException if the token is unknown, was used, or has
     *     expired
     */
    public ApprovalRecord decide(
            String token, boolean approved, String by, String comment, boolean resume) {
        ApprovalRecord decided = journal().decide(token, approved, by, comment);
        if (resume) {
            runtime.keeper().resumeSoon(decided.runId());
        }
        return decided;
    }

    /**
     * Wants a run to end. Whoever works on it ends it soon.
     *
     * @return whether it has ended already
     * @throws io.gorgon.journal.RunUnavailableException if there is no such run or it has ended
     */
    public boolean cancel(String runId, String by) {
        return journal().cancel(runId, by);
    }
}
