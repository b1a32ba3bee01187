package io.gorgon.workflow.run;

import java.util.Locale;

/** What has become of a step. */
public enum StepStatus {
    /** It was not its turn yet. */
    PENDING,
    RUNNING,
    SUCCESS,
    FAILED,
    /** Its condition did not hold, or what it depends on has no result. */
    SKIPPED,
    AWAITING_APPROVAL,
    PAUSED_BUDGET,
    CANCELLED;

    /** As in JSON. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
