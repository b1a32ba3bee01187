package io.gorgon.workflow.run;

/** A run that failed or was cancelled. */
public final class WorkflowFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient RunResult result;

    public WorkflowFailedException(RunResult result, Throwable cause) {
        super(
                "Workflow '%s' %s: %s"
                        .formatted(result.workflow(), result.status().label(), result.error()),
                cause);
        this.result = result;
    }

    /** What became of the run, with the outputs of the steps that did work. */
    public RunResult result() {
        return result;
    }
}
