package io.gorgon.shell;

import java.util.List;
import java.util.Set;

/**
 * What the operator allows commands of workflows. Who may run a shell or another interpreter may
 * run everything: list those only for authors that are trusted.
 *
 * @param allowed names of programs, as the command writes them; {@code *} for all; empty for no
 *     shell at all; never null
 * @param inheritedEnvironment the variables that commands get from this process; never null
 * @param maxOutputBytes how much of each output is kept, in bytes, at least 1
 */
public record ShellPolicy(
        Set<String> allowed, List<String> inheritedEnvironment, long maxOutputBytes) {

    /** The entry that allows all programs. */
    public static final String EVERYTHING = "*";

    public ShellPolicy {
        allowed = Set.copyOf(allowed);
        inheritedEnvironment = List.copyOf(inheritedEnvironment);
        if (maxOutputBytes < 1) {
            throw new IllegalArgumentException("max_output_bytes must be at least 1");
        }
    }

    /** Whether any program may run. */
    public boolean allowsEverything() {
        return allowed.contains(EVERYTHING);
    }
}
