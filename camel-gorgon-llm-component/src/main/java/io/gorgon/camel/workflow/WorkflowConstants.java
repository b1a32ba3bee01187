package io.gorgon.camel.workflow;

/** The headers that a workflow answers with, and what its exchanges carry. */
public final class WorkflowConstants {

    /** The address of a workflow, before its id. */
    public static final String ADDRESS = "direct:gorgon-workflow-";

    /** Header out: the name of the run. */
    public static final String RUN_ID = "CamelGorgonRunId";

    /**
     * Header out: {@code success}, {@code failed}, {@code awaiting_approval}, {@code paused_budget}
     * or {@code cancelled}.
     */
    public static final String STATUS = "CamelGorgonRunStatus";

    /** Header out: tokens read and written by all models in the run, a Long. */
    public static final String TOKENS = "CamelGorgonRunTokens";

    /** Header out: US dollars, a BigDecimal; absent when a price is not known. */
    public static final String COST_USD = "CamelGorgonRunCostUsd";

    /** Header out: why the run failed or stopped; absent when it succeeded. */
    public static final String ERROR = "CamelGorgonRunError";

    /** Property in: {@link io.gorgon.workflow.run.RunOptions} of the run; may be absent. */
    public static final String OPTIONS = "CamelGorgonRunOptions";

    /**
     * Property in: the {@link io.gorgon.journal.JournaledRun} to go on with; absent for a new run.
     */
    public static final String JOURNALED_RUN = "CamelGorgonJournaledRun";

    /** Header in: of the runs of a workflow with one key, only one is started. */
    public static final String START_KEY = "CamelGorgonStartKey";

    /** Property out: the {@link io.gorgon.workflow.run.RunResult}. */
    public static final String RESULT = "CamelGorgonRunResult";

    /** Property of a step that calls a workflow: it gets all variables of the caller. */
    static final String PASS_CONTEXT = "CamelGorgonPassContext";

    /** Property: the run that the exchange belongs to. */
    static final String RUN = "CamelGorgonRun";

    /** Property: the {@link RunJournal} of the run that the exchange belongs to. */
    static final String JOURNAL = "CamelGorgonRunJournal";

    /** Property: the {@link PinnedWorkflow} that the run was started in. */
    static final String ROUTE = "CamelGorgonRunRoute";

    /** Property: where in the run it is. */
    static final String PATH = "CamelGorgonPath";

    /** Property: the steps beside the one that comes next. */
    static final String SCOPE = "CamelGorgonScope";

    /** Property: the type of the step that is being done. */
    static final String STEP_TYPE = "CamelGorgonStepType";

    /** Property: when the step has to be done. */
    static final String DEADLINE = "CamelGorgonDeadline";

    /** Property: the text that was filled in last. */
    static final String RENDERED = "CamelGorgonRendered";

    /** Property: the condition of the step did not hold. */
    static final String SKIPPED = "CamelGorgonSkipped";

    /** Property: the item of a fan-out. */
    static final String ITEM = "CamelGorgonItem";

    /** Property: the {@link ItemResult} of an item that worked. */
    static final String ITEM_RESULT = "CamelGorgonItemResult";

    /** Property: what was decided on what the step is going to do, a Map. */
    static final String VERDICT = "CamelGorgonStepVerdict";

    /** Property: the id of the step that has ended last. */
    static final String ENDED = "CamelGorgonEnded";

    private WorkflowConstants() {}
}
