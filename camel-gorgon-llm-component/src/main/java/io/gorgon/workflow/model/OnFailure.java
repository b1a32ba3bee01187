package io.gorgon.workflow.model;

import java.util.Locale;
import java.util.Optional;

/** What becomes of a workflow when a step has failed for good. */
public enum OnFailure {
    /** The workflow fails. */
    ABORT,
    /** The workflow goes on without the outputs of the step. */
    SKIP,
    /** The same as {@link #ABORT}: how often a step is tried is up to {@code max_retries}. */
    RETRY,
    /** Something else takes the place of the step. */
    FALLBACK,
    /** The workflow goes on with {@code default_output}. */
    CONTINUE_WITH_DEFAULT;

    /** As in files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** By its label. */
    public static Optional<OnFailure> of(String label) {
        for (OnFailure each : values()) {
            if (each.label().equals(label)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
