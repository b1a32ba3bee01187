package io.gorgon.workflow.run;

import java.util.Locale;

/** What has become of a run. */
public enum RunStatus {
    RUNNING,
    SUCCESS,
    FAILED,
    /** It goes on when a person has approved it. */
    AWAITING_APPROVAL,
    /** It goes on when there is more budget. */
    PAUSED_BUDGET,
    CANCELLED;

    /** As in JSON and headers. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
