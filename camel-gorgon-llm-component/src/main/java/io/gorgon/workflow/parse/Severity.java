package io.gorgon.workflow.parse;

/** How bad a problem is. */
public enum Severity {
    /** The workflow cannot be run. */
    ERROR,
    /** It can be run, and an author who wants to be sure has to look at it. */
    STRICT,
    /** It can be run. */
    WARNING
}
