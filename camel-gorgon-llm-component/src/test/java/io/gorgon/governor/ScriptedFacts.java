package io.gorgon.governor;

import io.gorgon.budget.Limit;
import io.gorgon.budget.Scope;
import io.gorgon.budget.ScopeKind;
import io.gorgon.budget.ScopeState;
import io.gorgon.hardware.MachineLoad;
import io.gorgon.llm.ModelTier;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the governor is to see. */
final class ScriptedFacts implements GovernorFacts {

    private final List<ScopeState> budgets = new ArrayList<>();
    private final Map<ModelTier, String> shortages = new EnumMap<>(ModelTier.class);
    private volatile MachineLoad.Reading load = new MachineLoad.Reading(null, null, null, null);
    private boolean cloud;
    private String healthyLocal;

    ScriptedFacts load(Double cpuPercent, Double memoryPercent) {
        load = new MachineLoad.Reading(cpuPercent, memoryPercent, 12L << 30, 16L << 30);
        return this;
    }

    ScriptedFacts cloud(boolean isThere) {
        cloud = isThere;
        return this;
    }

    ScriptedFacts healthyLocal(String name) {
        healthyLocal = name;
        return this;
    }

    ScriptedFacts shortage(ModelTier tier, String why) {
        shortages.put(tier, why);
        return this;
    }

    ScriptedFacts tokens(ScopeKind kind, long limit, long spent, long reserved) {
        budgets.add(
                new ScopeState(
                        new Scope(kind, "key"),
                        Limit.ofTokens(limit),
                        spent,
                        reserved,
                        0,
                        0,
                        0,
                        0,
                        0,
                        null));
        return this;
    }

    ScriptedFacts money(long limitMicroUsd, long spentMicroUsd) {
        budgets.add(
                new ScopeState(
                        new Scope(ScopeKind.DAY, "2026-11-23"),
                        Limit.ofMicroUsd(limitMicroUsd),
                        0,
                        0,
                        0,
                        0,
                        spentMicroUsd,
                        0,
                        0,
                        null));
        return this;
    }

    @Override
    public MachineLoad.Reading load() {
        return load;
    }

    @Override
    public List<ScopeState> budgets(AgentSpawnRequest request) {
        return budgets;
    }

    @Override
    public boolean hasCloud() {
        return cloud;
    }

    @Override
    public Optional<String> healthyLocal() {
        return Optional.ofNullable(healthyLocal);
    }

    @Override
    public Optional<String> shortage(ModelTier tier) {
        return Optional.ofNullable(shortages.get(tier));
    }
}
