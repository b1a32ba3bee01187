package io.gorgon.skill;

import io.gorgon.consensus.ConsensusLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What an agent can do in one field, with the rules of it. Immutable.
 *
 * @param name never null
 * @param version never null
 * @param description in a sentence or two; empty when nobody wrote it
 * @param risk of the skill as a whole; never null
 * @param consensus what the skill as a whole says of votes; null when it says nothing
 * @param capabilities in the order of the file, with different names
 * @param protectedPaths what no operation may touch
 * @param blockedPatterns what no operation and no answer may contain
 * @param useWhen when to use it, a phrase each
 * @param avoidWhen when not to, a phrase each
 * @param checklist what has to be true at the end, a sentence each
 * @param document the text of SKILL.md without its front matter; empty when there is none
 * @param source where it was read from, for messages; never null
 */
public record Skill(
        String name,
        String version,
        String description,
        RiskLevel risk,
        ConsensusLevel consensus,
        List<Capability> capabilities,
        List<ProtectedPath> protectedPaths,
        List<BlockedPattern> blockedPatterns,
        List<String> useWhen,
        List<String> avoidWhen,
        List<String> checklist,
        String document,
        String source) {

    public Skill {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(risk, "risk");
        capabilities = List.copyOf(capabilities);
        protectedPaths = List.copyOf(protectedPaths);
        blockedPatterns = List.copyOf(blockedPatterns);
        useWhen = List.copyOf(useWhen);
        avoidWhen = List.copyOf(avoidWhen);
        checklist = List.copyOf(checklist);
    }

    /** The capability of a name. */
    public Optional<Capability> capability(String wanted) {
        return capabilities.stream().filter(each -> each.name().equals(wanted)).findFirst();
    }

    /**
     * The vote that a use of a capability needs: the stricter of what the capability and the skill
     * say; empty when none is needed. For a capability that the skill does not have: the strictest
     * of all.
     */
    public Optional<ConsensusLevel> voteFor(String capability) {
        return capability(capability)
                .map(found -> strictest(List.of(found)))
                .orElseGet(this::strictestVote);
    }

    /** The strictest vote that any use of the skill needs; empty when none is ever needed. */
    public Optional<ConsensusLevel> strictestVote() {
        return strictest(capabilities);
    }

    private Optional<ConsensusLevel> strictest(List<Capability> of) {
        List<ConsensusLevel> votes = new ArrayList<>(vote(consensus).stream().toList());
        of.forEach(each -> each.vote().ifPresent(votes::add));
        return ConsensusLevel.strictest(votes);
    }

    static Optional<ConsensusLevel> vote(ConsensusLevel declared) {
        return Optional.ofNullable(declared).filter(level -> level != ConsensusLevel.ANY);
    }
}
