package io.gorgon.consensus;

import io.gorgon.yaml.Nearest;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How many members of a panel have to approve. From the mildest to the strictest: what is approved
 * at one level would be at each milder one.
 *
 * <p>Always counted against all members of the panel, never against the answers that came: an
 * abstention, an error, a time-out and an unclear answer approve nothing and reject nothing, but
 * they make the needed number harder to reach. Where too few answers are clear to approve or to
 * reject, there is no decision, and no decision is not approval.
 */
public enum ConsensusLevel {
    /**
     * At least one member approves, whatever the others answer. Rejected when all members reject.
     */
    ANY,

    /**
     * More than half of all members approve. Rejected when so many reject that the others could not
     * be more than half: with three members, when two reject.
     */
    MAJORITY,

    /** All members approve. Rejected when one rejects; one error among approvals: no decision. */
    UNANIMOUS,

    /** As {@link #UNANIMOUS}, and then a person has to confirm it too. */
    UNANIMOUS_PLUS_USER;

    /** The name in files and JSON: lower case, such as {@code unanimous_plus_user}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The labels, from the mildest to the strictest. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(ConsensusLevel::label).toList();
    }

    /**
     * The level with this label, in any case.
     *
     * @throws IllegalArgumentException naming the labels and the likely one, if there is no such
     *     level; also for null
     */
    public static ConsensusLevel of(String label) {
        String wanted = label == null ? "" : label.strip();
        return Arrays.stream(values())
                .filter(level -> level.name().equalsIgnoreCase(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(unknown(wanted)));
    }

    private static String unknown(String label) {
        return "unknown consensus level '"
                + label
                + "'; use one of "
                + String.join(", ", labels())
                + Nearest.of(label, labels())
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElse("");
    }

    /** Whether this is as strict as the other, or stricter. */
    public boolean atLeast(ConsensusLevel other) {
        return compareTo(other) >= 0;
    }

    /**
     * The stricter of the two: how a step or a skill raises a level. There is no way to lower one.
     *
     * @param other null raises nothing
     */
    public ConsensusLevel raisedTo(ConsensusLevel other) {
        return other == null || atLeast(other) ? this : other;
    }

    /** The strictest of them; empty for none. */
    public static Optional<ConsensusLevel> strictest(Collection<ConsensusLevel> levels) {
        return levels.stream().max(Comparator.naturalOrder());
    }

    /** Whether a person has the last word after the panel. */
    public boolean requiresUser() {
        return this == UNANIMOUS_PLUS_USER;
    }

    /**
     * How many members have to approve.
     *
     * @param members of the whole panel, at least 1
     */
    public int approvalsNeeded(int members) {
        return switch (this) {
            case ANY -> 1;
            case MAJORITY -> members / 2 + 1;
            case UNANIMOUS, UNANIMOUS_PLUS_USER -> members;
        };
    }
}
