package io.gorgon.budget;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The scopes that a call would count in. */
public final class LimitedScopes {

    private static final String PROCESS = ProcessKey.current();

    private LimitedScopes() {}

    /**
     * Those that have a limit.
     *
     * @param runId null outside a run
     * @param agentId null when unknown
     */
    public static List<Scope> of(
            BudgetLimits limits, String runId, String agentId, Instant moment) {
        List<Scope> scopes = new ArrayList<>(ScopeKind.values().length);
        for (ScopeKind kind : limits.byKind().keySet()) {
            Scope scope =
                    switch (kind) {
                        case DAY -> new Scope(kind, limits.dayOf(moment));
                        case PROCESS -> new Scope(kind, PROCESS);
                        case RUN -> runId == null ? null : new Scope(kind, runId);
                        case AGENT -> agentId == null ? null : new Scope(kind, agentId);
                        case AGENT_IN_RUN ->
                                runId == null || agentId == null
                                        ? null
                                        : Scope.agentInRun(runId, agentId);
                    };
            if (scope != null) {
                scopes.add(scope);
            }
        }
        scopes.sort(Comparator.comparing(Scope::kind));
        return scopes;
    }
}
