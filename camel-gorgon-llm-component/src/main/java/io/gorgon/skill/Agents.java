package io.gorgon.skill;

import io.gorgon.llm.LlmRequest;
import io.gorgon.yaml.Nearest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The agents of an installation, in a fixed order. Immutable. */
public final class Agents {

    private final Map<String, Agent> byName = new LinkedHashMap<>();

    /**
     * @param agents of two with one name the later counts
     */
    public Agents(Collection<Agent> agents) {
        agents.forEach(agent -> byName.put(agent.name(), agent));
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
        return find(request.agentId()).map(agent -> agent.applyTo(request)).orElse(request);
    }
}
