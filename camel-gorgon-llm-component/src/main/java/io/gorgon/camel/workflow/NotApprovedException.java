package io.gorgon.camel.workflow;

import io.gorgon.workflow.step.PermanentFailure;

/** A panel or a person has not approved what a step was going to do; it was not done. */
final class NotApprovedException extends PermanentFailure {

    private static final long serialVersionUID = 1L;

    private final boolean leavesOut;

    /**
     * @param leavesOut whether the step is left out, instead of failing
     */
    NotApprovedException(String message, boolean leavesOut) {
        super(message);
        this.leavesOut = leavesOut;
    }

    boolean leavesOut() {
        return leavesOut;
    }
}
