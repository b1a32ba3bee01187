package io.gorgon.llm;

import java.util.Locale;

/** Who speaks in a {@link Message}. */
public enum Role {
    SYSTEM,
    USER,
    ASSISTANT,
    TOOL;

    /** The name used on the wire and in JSON: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The role with this label, in any case.
     *
     * @throws IllegalArgumentException naming the four labels, if there is no such role
     */
    public static Role of(String label) {
        for (Role role : values()) {
            if (role.name().equalsIgnoreCase(label)) {
                return role;
            }
        }
        throw new IllegalArgumentException(
                "unknown role '" + label + "'; use one of system, user, assistant, tool");
    }
}
