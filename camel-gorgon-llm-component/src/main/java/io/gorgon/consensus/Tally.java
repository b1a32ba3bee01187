package io.gorgon.consensus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The count of a vote while it is going on. Immutable: each vote makes a new one. The order in
 * which votes come does not matter.
 */
public final class Tally {

    private final ConsensusLevel level;
    private final Map<String, Vote> votes;

    private Tally(ConsensusLevel level, Map<String, Vote> votes) {
        this.level = level;
        this.votes = votes;
    }

    /**
     * A count without a vote.
     *
     * @param voters the names of all members; at least one, all different
     */
    public static Tally start(ConsensusLevel level, List<String> voters) {
        Map<String, Vote> open = new LinkedHashMap<>();
        voters.forEach(voter -> open.put(Objects.requireNonNull(voter, "voter"), null));
        if (open.isEmpty() || open.size() != voters.size()) {
            throw new IllegalArgumentException(
                    "a vote needs at least one voter, and each one once: " + voters);
        }
        return new Tally(Objects.requireNonNull(level, "level"), open);
    }

    /**
     * The count with one vote more.
     *
     * @throws IllegalArgumentException if the voter is no member of the panel, or has voted already
     */
    public Tally with(Vote vote) {
        if (!votes.containsKey(vote.voter())) {
            throw new IllegalArgumentException("'" + vote.voter() + "' is no member of this panel");
        }
        if (votes.get(vote.voter()) != null) {
            throw new IllegalArgumentException("'" + vote.voter() + "' has voted already");
        }
        Map<String, Vote> more = new LinkedHashMap<>(votes);
        more.put(vote.voter(), vote);
        return new Tally(level, more);
    }

    /** The members whose vote is not in, in the order of the panel. */
    public List<String> missing() {
        return votes.entrySet().stream()
                .filter(entry -> entry.getValue() == null)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether no vote that is still missing can change the outcome. */
    public boolean isDecided() {
        int open = missing().size();
        return open == 0
                || isApproved()
                || isRejected()
                || !canApproveWith(open) && !canRejectWith(open);
    }

    /**
     * What is decided. A vote that is not in counts as an abstention with an error.
     *
     * @return never null; with a vote for each member, in the order of the panel
     */
    public Verdict verdict() {
        boolean decided = isDecided();
        List<Vote> all = new ArrayList<>();
        votes.forEach((voter, vote) -> all.add(vote == null ? missing(voter, decided) : vote));
        return new Verdict(level, outcome(), isApproved() && level.requiresUser(), all);
    }

    private static Vote missing(String voter, boolean decided) {
        return decided ? Vote.notNeeded(voter) : Vote.failed(voter, "no vote");
    }

    private Outcome outcome() {
        if (isApproved()) {
            return Outcome.APPROVED;
        }
        return isRejected() ? Outcome.REJECTED : Outcome.NO_DECISION;
    }

    private boolean isApproved() {
        return canApproveWith(0);
    }

    private boolean isRejected() {
        return canRejectWith(0);
    }

    private boolean canApproveWith(int more) {
        return count(Decision.APPROVE) + more >= level.approvalsNeeded(votes.size());
    }

    /** Rejected is what so many reject that the others were too few to approve it. */
    private boolean canRejectWith(int more) {
        int others = votes.size() - count(Decision.REJECT) - more;
        return others < level.approvalsNeeded(votes.size());
    }

    private int count(Decision decision) {
        return (int)
                votes.values().stream()
                        .filter(vote -> vote != null && vote.decision() == decision)
                        .count();
    }
}
