package io.gorgon.consensus;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a panel decided, with all votes. Immutable; made by {@link Tally#verdict()}. */
public final class Verdict {

    private final ConsensusLevel level;
    private final Outcome decision;
    private final boolean requiresUserConfirmation;
    private final List<Vote> votes;

    Verdict(
            ConsensusLevel level,
            Outcome decision,
            boolean requiresUserConfirmation,
            List<Vote> votes) {
        this.level = level;
        this.decision = decision;
        this.requiresUserConfirmation = requiresUserConfirmation;
        this.votes = List.copyOf(votes);
    }

    public ConsensusLevel level() {
        return level;
    }

    public Outcome decision() {
        return decision;
    }

    /**
     * Whether the panel approves. It is not yet leave to go on where a person still has to confirm:
     * ask {@link #mayProceed()}.
     */
    public boolean approved() {
        return decision == Outcome.APPROVED;
    }

    /** Whether the panel approves, and a person still has to confirm it. */
    public boolean requiresUserConfirmation() {
        return requiresUserConfirmation;
    }

    /** Whether the operation may be done now: approved, and nobody has to be asked any more. */
    public boolean mayProceed() {
        return approved() && !requiresUserConfirmation;
    }

    /** The votes of all members, in the order of the panel. */
    public List<Vote> votes() {
        return votes;
    }

    public int approveCount() {
        return count(Decision.APPROVE);
    }

    public int rejectCount() {
        return count(Decision.REJECT);
    }

    /** All that is neither approval nor rejection, errors included. */
    public int abstainCount() {
        return count(Decision.ABSTAIN);
    }

    private int count(Decision wanted) {
        return (int) votes.stream().filter(vote -> vote.decision() == wanted).count();
    }

    /**
     * The verdict after a person has confirmed it.
     *
     * @throws IllegalStateException if it does not wait for one: nobody can overrule the panel
     */
    public Verdict confirmedByUser() {
        requireWaiting();
        return new Verdict(level, decision, false, votes);
    }

    /**
     * The verdict after a person has refused it: rejected, whatever the panel says.
     *
     * @throws IllegalStateException if it does not wait for one
     */
    public Verdict refusedByUser() {
        requireWaiting();
        return new Verdict(level, Outcome.REJECTED, false, votes);
    }

    private void requireWaiting() {
        if (!requiresUserConfirmation) {
            throw new IllegalStateException("this verdict does not wait for a person");
        }
    }

    /**
     * In one line for an error message, an event or a log: the counts, and why voters did not
     * approve.
     */
    public String explanation() {
        String start =
                switch (decision) {
                    case APPROVED -> "Consensus vote approved the operation";
                    case REJECTED ->
                            rejectCount() == 0
                                    ? "The user refused the operation after the consensus vote"
                                    : "Consensus vote rejected the operation";
                    case NO_DECISION -> "Consensus vote came to no decision, which is not approval";
                };
        String others =
                votes.stream()
                        .filter(vote -> vote.decision() != Decision.APPROVE)
                        .map(Verdict::words)
                        .collect(Collectors.joining("; "));
        return "%s (%s: %d of %d approved, %d rejected, %d abstained)%s"
                .formatted(
                        start,
                        level.label(),
                        approveCount(),
                        votes.size(),
                        rejectCount(),
                        abstainCount(),
                        others.isEmpty() ? "" : ": " + others);
    }

    private static String words(Vote vote) {
        String why = vote.error() == null ? vote.reason() : vote.error();
        String line = why == null ? "no reason given" : why.replaceAll("\\s+", " ").strip();
        return vote.voter() + " (" + vote.decision().label() + "): " + line;
    }

    /**
     * As the output of a step has it: approved, level, decision, approve_count, reject_count,
     * abstain_count, requires_user_confirmation and votes. Plain values in a fixed order, all keys
     * always there.
     */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("approved", approved());
        map.put("level", level.label());
        map.put("decision", decision.label());
        map.put("approve_count", approveCount());
        map.put("reject_count", rejectCount());
        map.put("abstain_count", abstainCount());
        map.put("requires_user_confirmation", requiresUserConfirmation);
        map.put("votes", votes.stream().map(Vote::toMap).toList());
        return map;
    }

    @Override
    public String toString() {
        return explanation();
    }
}
