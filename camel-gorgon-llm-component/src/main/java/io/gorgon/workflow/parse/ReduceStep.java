package io.gorgon.workflow.parse;

/** What is special about the step that makes one value of all results of a map_reduce. */
final class ReduceStep {

    /** The parameter that has it. */
    static final String PARAM = "reduce_step";

    /** A type that exists only there: joins the results. */
    static final String CONCAT = "concat";

    /** The type when it names none. */
    static final String DEFAULT_TYPE = "claude_code";

    private ReduceStep() {}
}
