package io.gorgon.workflow.graph;

/** Why something runs after something else. */
public enum EdgeKind {
    /** It stands next in the file. */
    ORDER,
    /** It waits for the other one; the label has the variables that flow. */
    DEPENDENCY,
    /** A condition holds. */
    YES,
    /** A condition does not hold. */
    NO,
    /** Another round of a loop; the only kind that leads back. */
    AGAIN,
    /** The step before has failed for good. */
    FAILURE
}
