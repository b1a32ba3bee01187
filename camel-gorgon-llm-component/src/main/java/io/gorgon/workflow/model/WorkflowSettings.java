package io.gorgon.workflow.model;

/**
 * How the steps of a workflow are run.
 *
 * @param autoParallel whether a step starts as soon as its own dependencies are done, instead of in
 *     the order of the file
 * @param maxWorkers how many steps run at a time then; at least 1
 */
public record WorkflowSettings(boolean autoParallel, int maxWorkers) {

    public static final int DEFAULT_WORKERS = 4;
    public static final WorkflowSettings DEFAULT = new WorkflowSettings(false, DEFAULT_WORKERS);
}
