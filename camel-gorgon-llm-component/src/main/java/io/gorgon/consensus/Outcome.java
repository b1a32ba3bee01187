package io.gorgon.consensus;

import java.util.Locale;

/** What a panel decides. */
public enum Outcome {
    APPROVED,
    REJECTED,
    /** Too few clear votes for either. It is not approval. */
    NO_DECISION;

    /** The name in JSON: lower case, such as {@code no_decision}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
