package io.gorgon.budget;

import java.util.Objects;

/**
 * Something that a budget is kept for.
 *
 * @param kind never null
 * @param key which one: the id of the run or agent, the day as {@code 2026-11-22}, the process;
 *     never null
 */
public record Scope(ScopeKind kind, String key) {

    public Scope {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(key, "key");
    }

    /** The scope of an agent within a run. Different pairs have different keys. */
    static Scope agentInRun(String run, String agent) {
        return new Scope(ScopeKind.AGENT_IN_RUN, escaped(run) + "/" + escaped(agent));
    }

    private static String escaped(String id) {
        return id.replace("%", "%25").replace("/", "%2F");
    }

    @Override
    public String toString() {
        return kind.label() + ":" + key;
    }
}
