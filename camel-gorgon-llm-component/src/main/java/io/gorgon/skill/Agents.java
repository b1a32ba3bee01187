package io.gorgon.skill;

import io.gorgon.consensus.ConsensusLevel;
import io.gorgon.llm.LlmRequest;
import io.gorgon.yaml.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The agents of an installation, in a fixed order. Immutable. */
public final class Agents {

    /** The most tokens that an agent is told of its skills with, when nobody says otherwise. */
    public static final int DEFAULT_SKILL_TOKENS = 2000;

    private final Map<String, Agent> byName = new LinkedHashMap<>();
    private final Map<String, SkillContext> contexts = new HashMap<>();
    private final SkillRegistry skills;

    /**
     * Agents with the skills that ship with Gorgon.
     *
     * @param agents of two with one name the later counts
     */
    public Agents(Collection<Agent> agents) {
        this(agents, SkillRegistry.shipped(), DEFAULT_SKILL_TOKENS);
    }

    /**
     * @param agents of two with one name the later counts
     * @param skills where their skills are looked up
     * @param skillTokens the most tokens that an agent is told of its skills with
     * @throws IllegalArgumentException if an agent has a skill that is not there
     */
    public Agents(Collection<Agent> agents, SkillRegistry skills, int skillTokens) {
        this.skills = skills;
        agents.forEach(agent -> byName.put(agent.name(), agent));
        byName.keySet()
                .forEach(name -> contexts.put(name, SkillContext.of(skillsOf(name), skillTokens)));
    }

    /** Those that ship with Gorgon. */
    public static Agents shipped() {
        return ShippedAgents.instance();
    }

    /**
     * The agent of a name.
     *
     * @param name null finds none
     */
    public Optional<Agent> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The names of all agents, in their order. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** All agents, in their order. */
    public List<Agent> all() {
        return List.copyOf(byName.values());
    }

    /** The name that somebody likely meant; empty when none is near enough. */
    public Optional<String> nearest(String name) {
        return Nearest.of(name, byName.keySet());
    }

    /**
     * The request with the settings of the agent that it names, as {@link Agent#applyTo} has it. A
     * request of nobody, or of an agent that is not configured, stays as it is: its name counts for
     * budgets only. To apply it twice changes nothing more.
     */
    public LlmRequest applyTo(LlmRequest request) {
        return find(request.agentId())
                .map(agent -> agent.applyTo(request, contextOf(agent.name()).text()))
                .orElse(request);
    }

    /** What an agent is told of its skills; nothing for an agent that is not configured. */
    public SkillContext contextOf(String name) {
        return contexts.getOrDefault(name, new SkillContext("", List.of(), 0));
    }

    /** The skills of an agent, in its order; none for an agent that is not configured. */
    public List<Skill> skillsOf(String name) {
        List<Skill> found = new ArrayList<>();
        for (String skill : find(name).map(Agent::skills).orElse(List.of())) {
            found.add(
                    skills.find(skill)
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    "the agent '"
                                                            + name
                                                            + "' has the skill '"
                                                            + skill
                                                            + "', which is not there")));
        }
        return found;
    }

    /** The check of all that an agent does and answers, by the rules of its skills. */
    public SkillEnforcer enforcerFor(String name, Places places) {
        return new SkillEnforcer(skillsOf(name), places);
    }

    /**
     * The vote that an operation of an agent needs: the strictest of what the step says, what the
     * agent says, and what its skills say of the capability. Nothing in a prompt can change it.
     *
     * @param name of the agent
     * @param capability that the operation uses; null when that is not known, and then skills say
     *     nothing. One that no skill of the agent has: the strictest that any of them needs
     * @param ofStep what the step itself says; null for nothing
     * @return empty when no vote is needed
     */
    public Optional<ConsensusLevel> voteFor(String name, String capability, ConsensusLevel ofStep) {
        List<ConsensusLevel> levels = new ArrayList<>();
        Optional.ofNullable(ofStep).ifPresent(levels::add);
        find(name).map(Agent::consensus).ifPresent(levels::add);
        if (capability != null) {
            List<Skill> all = skillsOf(name);
            List<Skill> having =
                    all.stream().filter(each -> each.capability(capability).isPresent()).toList();
            (having.isEmpty() ? all : having)
                    .forEach(each -> each.voteFor(capability).ifPresent(levels::add));
        }
        return ConsensusLevel.strictest(levels);
    }
}
