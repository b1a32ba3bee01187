package io.gorgon.workflow.model;

import java.util.Locale;
import java.util.Optional;

/**
 * What becomes of a step that was being done when its process died, so that nobody knows whether it
 * was paid for or had its effect.
 */
public enum OnInDoubt {
    /** It is done once more. */
    RETRY,
    /** A person decides whether it is done once more. */
    ASK,
    /** It fails. */
    FAIL;

    /** As in files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** By its label. */
    public static Optional<OnInDoubt> of(String label) {
        for (OnInDoubt each : values()) {
            if (each.label().equals(label)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
