package io.gorgon.workflow.step;

/** What it means to do a step once more. */
public enum StepClass {
    /** Nothing: it touches nothing outside the run. */
    PURE,
    /** It costs tokens or money again. */
    PAID,
    /** Something outside happens twice. */
    EFFECT
}
