package io.gorgon.camel.workflow;

/** Exchange properties that the languages of workflows write. */
public final class WorkflowLanguageConstants {

    /**
     * A {@code Set<String>}: every expression that had no value so far, as <code>${name}</code>, in
     * the order in which they were met. Absent as long as nothing was missing. A copy of the
     * exchange that is made before then, as for a branch of a multicast, has a set of its own.
     */
    public static final String MISSING = "CamelGorgonMissing";

    /**
     * A {@code Set<String>}: a sentence for every comparison that could not be made so far. Absent
     * as long as there was none.
     */
    public static final String CONDITION_WARNINGS = "CamelGorgonConditionWarnings";

    private WorkflowLanguageConstants() {}
}
