package io.gorgon.governor;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Whether an agent may begin, and under which constraints.
 *
 * @param approved whether it may
 * @param cause what stands in its way; null when it is approved
 * @param reasons the numbers that were looked at, a sentence each, the decisive ones first; never
 *     null
 * @param constraints what it has to keep to if it begins; never null
 */
public record GovernorDecision(
        boolean approved, Cause cause, List<String> reasons, Constraints constraints) {

    /** What can stand in the way of an agent. */
    public enum Cause {
        /** The processors or the memory of the machine are used up. */
        LOAD(true),
        /** As many agents as are allowed are alive. */
        AGENTS(true),
        /** A budget is used up, or low and no local provider can help. */
        BUDGET(false),
        /** No model of the tier fits into memory. */
        HARDWARE(false);

        private final boolean passes;

        Cause(boolean passes) {
            this.passes = passes;
        }

        /** Whether it may pass by itself, so that waiting helps. */
        public boolean passes() {
            return passes;
        }

        /** The word in events and metrics. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public GovernorDecision {
        reasons = List.copyOf(reasons);
        Objects.requireNonNull(constraints, "constraints");
        if (approved == (cause != null)) {
            throw new IllegalArgumentException("what is refused has a cause, and nothing else");
        }
    }

    /** All reasons in one sentence. */
    public String sentence() {
        return reasons.stream().collect(Collectors.joining("; "));
    }
}
