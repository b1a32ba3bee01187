package io.gorgon.governor;

import io.gorgon.budget.ScopeState;
import io.gorgon.hardware.MachineLoad;
import io.gorgon.llm.ModelTier;
import java.util.List;
import java.util.Optional;

/** What the governor looks at. Thread-safe; nothing here waits for long. */
public interface GovernorFacts {

    /** How busy the machine is. */
    MachineLoad.Reading load();

    /** The budgets that an agent would use and that have a limit. */
    List<ScopeState> budgets(AgentSpawnRequest request);

    /** Whether a provider that costs money may be asked. */
    boolean hasCloud();

    /** A local provider that can be asked now; empty when there is none. */
    Optional<String> healthyLocal();

    /**
     * Why no local provider has memory for a model of a tier, with the numbers; empty when one has,
     * or nobody knows.
     */
    Optional<String> shortage(ModelTier tier);
}
