package io.gorgon.governor;

import io.gorgon.config.GovernorSettings;
import io.gorgon.governor.GovernorDecision.Cause;
import io.gorgon.llm.Cancellation;
import io.gorgon.llm.ModelTier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Decides whether agents may begin, by the load of the machine, the agents alive, the budgets and
 * the hardware, and counts those that have begun. Thread-safe.
 */
public final class Governor {

    private final GovernorSettings settings;
    private final GovernorFacts facts;
    private final LoadCheck load;
    private final BudgetCheck budgets;
    private final TierCheck tiers;
    private final Places places;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** Is told of each decision on an agent that wanted to begin. */
    @FunctionalInterface
    public interface Listener {
        void decided(AgentSpawnRequest request, GovernorDecision decision);
    }

    public Governor(GovernorSettings settings, GovernorFacts facts) {
        this.settings = settings;
        this.facts = facts;
        this.load = new LoadCheck(settings, facts::load);
        this.budgets = new BudgetCheck(settings.lowBudgetPercent());
        this.tiers = new TierCheck(facts::shortage);
        this.places = new Places(settings, load::overload);
    }

    /** Tells of all decisions from now on. */
    public void addListener(Listener listener) {
        listeners.add(listener);
    }

    public GovernorSettings settings() {
        return settings;
    }

    /** What would be decided now. Takes no place, waits for nothing, and tells no listener. */
    public GovernorDecision evaluate(AgentSpawnRequest request) {
        GovernorDecision allowed = allowed(request);
        return allowed.approved()
                ? with(allowed, places.look(request.runId()), load.numbers())
                : allowed;
    }

    /**
     * Lets an agent begin, perhaps after it has waited for its turn.
     *
     * @param atMost the longest time to wait, if that is less than what is configured
     * @param cancellation ends the wait
     * @return its place, to be closed when it ends
     * @throws AgentRefusedException if it may not begin
     * @throws io.gorgon.llm.error.CancelledException if it was cancelled while it waited
     * @throws InterruptedException if the thread was interrupted while it waited
     */
    public AgentPlace spawn(AgentSpawnRequest request, Duration atMost, Cancellation cancellation)
            throws InterruptedException {
        GovernorDecision decision = allowed(request);
        if (!decision.approved()) {
            throw refused(request, decision);
        }
        Places.Outcome outcome = places.enter(request.runId(), atMost, cancellation);
        if (outcome.cause() != null) {
            throw refused(request, with(decision, outcome, List.of()));
        }
        AgentPlace place = null;
        try {
            // what was allowed before a wait may not be any more
            GovernorDecision now = outcome.waited() ? allowed(request) : decision;
            if (!now.approved()) {
                throw refused(request, now);
            }
            GovernorDecision approved = with(now, outcome, load.numbers());
            tell(request, approved);
            place = new AgentPlace(approved, () -> places.leave(request.runId()));
            return place;
        } finally {
            if (place == null) {
                places.leave(request.runId());
            }
        }
    }

    private AgentRefusedException refused(AgentSpawnRequest request, GovernorDecision decision) {
        tell(request, decision);
        return new AgentRefusedException(request, decision);
    }

    private void tell(AgentSpawnRequest request, GovernorDecision decision) {
        listeners.forEach(listener -> listener.decided(request, decision));
    }

    /** By all that does not change with the number of agents. */
    private GovernorDecision allowed(AgentSpawnRequest request) {
        boolean cloud = !request.localOnly() && facts.hasCloud();
        BudgetCheck.Result budget =
                budgets.check(
                        facts.budgets(request),
                        request.estimatedTokens(),
                        cloud,
                        facts::healthyLocal);
        boolean forceLocal = request.localOnly() || budget.forceLocal();
        List<String> reasons = new ArrayList<>(budget.reasons());
        Constraints asked = new Constraints(request.tier(), forceLocal, budget.maxTokens());
        if (budget.refused()) {
            return new GovernorDecision(false, Cause.BUDGET, reasons, asked);
        }
        ModelTier wanted = request.tier();
        if (wanted == null || wanted == ModelTier.EMBEDDING || cloud && !forceLocal) {
            return new GovernorDecision(true, null, reasons, asked);
        }
        TierCheck.Result tier = tiers.check(wanted, request.mayLowerTier());
        if (tier.reason() != null) {
            reasons.add(0, tier.reason());
        }
        return tier.tier() == null
                ? new GovernorDecision(false, Cause.HARDWARE, reasons, asked)
                : new GovernorDecision(
                        true,
                        null,
                        reasons,
                        new Constraints(tier.tier(), forceLocal, budget.maxTokens()));
    }

    private static GovernorDecision with(
            GovernorDecision decision, Places.Outcome outcome, List<String> more) {
        boolean approved = outcome.cause() == null;
        List<String> reasons = new ArrayList<>();
        if (approved) {
            reasons.addAll(decision.reasons());
            reasons.addAll(outcome.reasons());
            reasons.addAll(more);
        } else {
            reasons.addAll(outcome.reasons());
            reasons.addAll(decision.reasons());
        }
        return new GovernorDecision(approved, outcome.cause(), reasons, decision.constraints());
    }

    /** Agents alive in the process. */
    public int alive() {
        return places.alive();
    }

    /** Agents alive in a run. */
    public int alive(String runId) {
        return places.alive(runId);
    }

    /** Agents that wait for their turn. */
    public int waiting() {
        return places.waiting();
    }
}
