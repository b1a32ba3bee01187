package io.gorgon.workflow.step;

/** The classes of the beans that a compiled workflow has, by name: routes name them as texts. */
public final class RuntimeBeans {

    private static final String PACKAGE = "io.gorgon.camel.workflow.";

    /** What holds for a run. */
    public static final String WORKFLOW_POLICY = PACKAGE + "WorkflowPolicy";

    /** What holds for a step: tries, times, outputs. */
    public static final String STEP_POLICY = PACKAGE + "StepPolicy";

    /** So many threads at a time. */
    public static final String WORKERS = PACKAGE + "Workers";

    /** Puts the results of parallel steps together. */
    public static final String JOIN_BRANCHES = PACKAGE + "JoinBranches";

    /** Puts the results of items together, in their order. */
    public static final String ITEM_RESULTS = PACKAGE + "ItemResults";

    private RuntimeBeans() {}
}
