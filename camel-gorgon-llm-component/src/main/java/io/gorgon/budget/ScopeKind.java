package io.gorgon.budget;

import java.util.Locale;

/** What a budget is kept for. */
public enum ScopeKind {
    /** All calls of a day, in the configured time zone. */
    DAY("day"),
    /** All calls of one operating system process. */
    PROCESS("process"),
    /** One run of a workflow. */
    RUN("run"),
    /** One agent, in all runs and outside of them. */
    AGENT("agent"),
    /** One agent within one run. */
    AGENT_IN_RUN("agent_in_run");

    private final String label;

    ScopeKind(String label) {
        this.label = label;
    }

    /** The name in JSON and in the state file. */
    public String label() {
        return label;
    }

    /**
     * The kind of a label, in any case.
     *
     * @throws IllegalArgumentException if there is no such kind
     */
    public static ScopeKind of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
