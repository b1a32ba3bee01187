package io.gorgon.consensus;

import java.util.Locale;

/** What a voter answers. */
public enum Decision {
    APPROVE,
    REJECT,
    /** Neither; all that is not a clear answer is this too. */
    ABSTAIN;

    /** The name in JSON: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
