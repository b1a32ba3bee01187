package io.gorgon.workflow.run;

/** Ends a run before its end, although no step is to blame. No step catches it. */
public final class RunStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final RunStatus status;
    private final String path;
    private final transient ApprovalRequest approval;

    private RunStoppedException(
            RunStatus status, String path, String message, ApprovalRequest approval) {
        super(message);
        this.status = status;
        this.path = path;
        this.approval = approval;
    }

    public static RunStoppedException cancelled(String path) {
        return new RunStoppedException(RunStatus.CANCELLED, path, "the run was cancelled", null);
    }

    /**
     * The time of the whole run is over.
     *
     * @param message says so, in a sentence
     */
    public static RunStoppedException timedOut(String path, String message) {
        return new RunStoppedException(RunStatus.FAILED, path, message, null);
    }

    /**
     * @param message what is missing, in a sentence
     */
    public static RunStoppedException pausedByBudget(String path, String message) {
        return new RunStoppedException(RunStatus.PAUSED_BUDGET, path, message, null);
    }

    public static RunStoppedException awaiting(ApprovalRequest approval) {
        return new RunStoppedException(
                RunStatus.AWAITING_APPROVAL,
                approval.path(),
                "Step '" + approval.path() + "' waits for approval",
                approval);
    }

    /** What the run is from now on. */
    public RunStatus status() {
        return status;
    }

    /** The step within the run that it stopped at. */
    public String path() {
        return path;
    }

    /** What a person has to decide; null when the run waits for nobody. */
    public ApprovalRequest approval() {
        return approval;
    }
}
