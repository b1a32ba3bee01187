package io.gorgon.skill;

import io.gorgon.consensus.ConsensusLevel;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One thing that a skill lets an agent do. Immutable.
 *
 * @param name never null
 * @param description what it does, for people and models; empty when nobody wrote it
 * @param risk never null
 * @param consensus what the skill says of votes; null when it says nothing
 * @param requiresUserConfirmation whether a person has to confirm each use
 * @param sideEffects what it changes, a sentence each; never null
 */
public record Capability(
        String name,
        String description,
        RiskLevel risk,
        ConsensusLevel consensus,
        boolean requiresUserConfirmation,
        List<String> sideEffects) {

    public Capability {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(risk, "risk");
        sideEffects = List.copyOf(sideEffects);
    }

    /**
     * The vote that a use of it needs; empty when it needs none. {@code any} is none, as skills
     * written for the original Gorgon mean it; a confirmation by a person is the strictest level.
     */
    public Optional<ConsensusLevel> vote() {
        if (requiresUserConfirmation) {
            return Optional.of(ConsensusLevel.UNANIMOUS_PLUS_USER);
        }
        return Skill.vote(consensus);
    }
}
