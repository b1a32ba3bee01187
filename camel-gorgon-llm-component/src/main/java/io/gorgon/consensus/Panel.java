package io.gorgon.consensus;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Those who vote together. Immutable.
 *
 * @param name never null
 * @param voters at least one, with different names, in the order in which verdicts list them
 */
public record Panel(String name, List<Voter> voters) {

    public Panel {
        voters = List.copyOf(voters);
        if (voters.isEmpty()) {
            throw new IllegalArgumentException("the panel '" + name + "' needs a voter");
        }
        Set<String> names = new HashSet<>();
        for (Voter voter : voters) {
            if (!names.add(voter.name())) {
                throw new IllegalArgumentException(
                        "the panel '" + name + "' has two voters named '" + voter.name() + "'");
            }
        }
    }

    /** The names of its voters, in order. */
    public List<String> voterNames() {
        return voters.stream().map(Voter::name).toList();
    }

    /** An empty count of its votes. */
    public Tally tally(ConsensusLevel level) {
        return Tally.start(level, voterNames());
    }
}
