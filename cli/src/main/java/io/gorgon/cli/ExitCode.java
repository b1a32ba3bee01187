package io.gorgon.cli;

import io.gorgon.workflow.run.RunStatus;

/** What the command tells the shell. */
final class ExitCode {

    static final int DONE = 0;
    static final int FAILED = 1;

    /** Wrong use or invalid input: the same command cannot work before the caller changes it. */
    static final int INVALID = 2;

    /** The run waits for a person. */
    static final int AWAITING_APPROVAL = 3;

    /** The run has used up its budget. */
    static final int PAUSED_BUDGET = 4;

    /** The run was cancelled, by Ctrl-C too. */
    static final int CANCELLED = 5;

    /** Ended by Ctrl-C: 128 plus the number of SIGINT, as shells report it. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}

    /** What the end of a run means for the shell. */
    static int of(RunStatus status) {
        return switch (status) {
            case SUCCESS -> DONE;
            case AWAITING_APPROVAL -> AWAITING_APPROVAL;
            case PAUSED_BUDGET -> PAUSED_BUDGET;
            case CANCELLED -> CANCELLED;
            default -> FAILED;
        };
    }
}
