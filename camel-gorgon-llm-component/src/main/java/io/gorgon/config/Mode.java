package io.gorgon.config;

import java.util.Locale;

/** Where calls of an installation may go. */
public enum Mode {
    /**
     * Local providers only: nothing leaves the machine or the private addresses that are allowed.
     */
    LOCAL,
    /** Cloud providers only. */
    CLOUD,
    /** Both, by the routing rules. */
    HYBRID;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The mode with this label, in any case.
     *
     * @throws IllegalArgumentException naming the three labels, if there is no such mode
     */
    public static Mode of(String label) {
        for (Mode mode : values()) {
            if (mode.name().equalsIgnoreCase(label)) {
                return mode;
            }
        }
        throw new IllegalArgumentException(
                "unknown mode '" + label + "'; use one of local, cloud, hybrid");
    }
}
