package io.gorgon.cli;

import java.util.Locale;

/** How a run is shown while it is under way. */
enum ProgressMode {
    /** {@link #TTY} on a terminal, else {@link #PLAIN}. */
    AUTO,
    /** A tree that is drawn again and again in the same place. */
    TTY,
    /** A line for each event. */
    PLAIN,
    /** A JSON object in a line for each event. */
    JSON,
    /** Nothing. */
    QUIET;

    /** As on the command line. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What {@link #AUTO} means in these surroundings; every other mode is itself. */
    ProgressMode in(Surroundings surroundings) {
        if (this != AUTO) {
            return this;
        }
        return surroundings.errCanRewrite() ? TTY : PLAIN;
    }
}
