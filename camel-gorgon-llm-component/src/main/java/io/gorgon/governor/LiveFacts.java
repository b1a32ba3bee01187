package io.gorgon.governor;

import io.gorgon.budget.BudgetLedger;
import io.gorgon.budget.BudgetLimits;
import io.gorgon.budget.LimitedScopes;
import io.gorgon.budget.Scope;
import io.gorgon.budget.ScopeKind;
import io.gorgon.budget.ScopeState;
import io.gorgon.hardware.MachineLoad;
import io.gorgon.llm.LlmProvider;
import io.gorgon.llm.ModelTier;
import io.gorgon.llm.spi.MemoryBound;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What the governor looks at, of this process, its providers and its budgets. */
public final class LiveFacts implements GovernorFacts {

    private static final Duration HEALTH_KEPT_FOR = Duration.ofSeconds(5);

    private final Collection<LlmProvider> providers;
    private final Supplier<BudgetLedger> ledger;
    private final BudgetLimits limits;
    private final MachineLoad load;
    private final Clock clock;
    private volatile Health health;

    private record Health(Optional<String> local, Instant until) {}

    /**
     * @param ledger opened when a budget has to be looked at first
     */
    public LiveFacts(
            Collection<LlmProvider> providers,
            Supplier<BudgetLedger> ledger,
            BudgetLimits limits,
            MachineLoad load,
            Clock clock) {
        this.providers = List.copyOf(providers);
        this.ledger = ledger;
        this.limits = limits;
        this.load = load;
        this.clock = clock;
    }

    @Override
    public MachineLoad.Reading load() {
        return load.read();
    }

    @Override
    public List<ScopeState> budgets(AgentSpawnRequest request) {
        List<ScopeState> states = new ArrayList<>();
        boolean money = !request.localOnly() && hasCloud();
        for (Scope scope :
                LimitedScopes.of(limits, request.runId(), request.agent(), clock.instant())) {
            // only the day is limited in money alone, which nothing local costs
            if (money
                    || scope.kind() != ScopeKind.DAY
                    || limits.of(scope.kind()).tokens() != null) {
                states.add(ledger.get().state(scope));
            }
        }
        return states;
    }

    @Override
    public boolean hasCloud() {
        return providers.stream().anyMatch(provider -> !provider.local());
    }

    /** What is found is good for some seconds. */
    @Override
    public Optional<String> healthyLocal() {
        Health known = health;
        if (known == null || !clock.instant().isBefore(known.until())) {
            Optional<String> found =
                    providers.stream()
                            .filter(provider -> provider.local() && provider.health().usable())
                            .map(LlmProvider::name)
                            .findFirst();
            known = new Health(found, clock.instant().plus(HEALTH_KEPT_FOR));
            health = known;
        }
        return known.local();
    }

    @Override
    public Optional<String> shortage(ModelTier tier) {
        List<String> reasons = new ArrayList<>();
        for (LlmProvider provider : providers) {
            if (!provider.local()) {
                continue;
            }
            Optional<String> reason =
                    provider instanceof MemoryBound bound ? bound.shortage(tier) : Optional.empty();
            if (reason.isEmpty()) {
                return Optional.empty();
            }
            reasons.add(reason.get());
        }
        return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons));
    }
}
