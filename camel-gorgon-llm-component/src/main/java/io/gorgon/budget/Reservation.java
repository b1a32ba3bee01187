package io.gorgon.budget;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of several budgets, kept for one call until it is settled or released.
 *
 * @param id never null
 * @param runId null outside a run
 * @param agentId null when unknown
 * @param day the day it counts for, as {@code 2026-11-22}, also when it is settled on a later one;
 *     never null
 * @param process the process it counts for; never null
 * @param tokens what is kept
 * @param microUsd what is kept, in millionths of a US dollar
 * @param remainingTokens what is left in the tightest scope after this; null when there is no limit
 *     on tokens
 * @param nearlyUsedUp a sentence for each scope that is past its soft limit with this; never null
 */
public record Reservation(
        String id,
        String runId,
        String agentId,
        String day,
        String process,
        long tokens,
        long microUsd,
        Long remainingTokens,
        List<String> nearlyUsedUp) {

    public Reservation {
        nearlyUsedUp = List.copyOf(nearlyUsedUp);
    }

    /** All scopes it counts in, always in the same order. */
    public List<Scope> scopes() {
        List<Scope> scopes = new ArrayList<>(5);
        scopes.add(new Scope(ScopeKind.DAY, day));
        scopes.add(new Scope(ScopeKind.PROCESS, process));
        if (runId != null) {
            scopes.add(new Scope(ScopeKind.RUN, runId));
        }
        if (agentId != null) {
            scopes.add(new Scope(ScopeKind.AGENT, agentId));
        }
        if (runId != null && agentId != null) {
            scopes.add(Scope.agentInRun(runId, agentId));
        }
        return scopes;
    }

    Reservation with(Long remaining, List<String> warnings) {
        return new Reservation(
                id, runId, agentId, day, process, tokens, microUsd, remaining, warnings);
    }
}
