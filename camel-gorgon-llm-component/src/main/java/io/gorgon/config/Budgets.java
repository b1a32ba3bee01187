package io.gorgon.config;

import io.gorgon.budget.BudgetLedger;
import io.gorgon.budget.BudgetLimits;
import io.gorgon.budget.CallBudget;
import io.gorgon.budget.DatabaseLedger;
import io.gorgon.budget.EstimateRatios;
import io.gorgon.budget.InMemoryLedger;
import io.gorgon.budget.TokenEstimator;
import io.gorgon.llm.error.StateUnavailableException;
import io.gorgon.state.StateDatabase;
import io.gorgon.state.StateLocation;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The budgets of an installation, as configured. */
public final class Budgets implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Budgets.class);

    private final BudgetLedger ledger;
    private final CallBudget calls;

    private Budgets(GorgonConfig config, BudgetLedger ledger, EstimateRatios ratios, Clock clock) {
        this.ledger = ledger;
        this.calls =
                new CallBudget(
                        ledger,
                        new TokenEstimator(ratios),
                        config.prices(),
                        config.budget().policy(),
                        clock);
    }

    /**
     * Opens what {@code state.url} says. Where it says nothing, there is no limit, and the other
     * place cannot be used, state is kept in memory.
     *
     * @param otherwise where state is kept when the configuration does not say it
     * @throws StateUnavailableException if the state file cannot be used
     */
    public static Budgets open(GorgonConfig config, StateLocation otherwise, Clock clock) {
        BudgetLimits limits = config.budget().limits();
        StateLocation place = config.state().location().orElse(otherwise);
        if (!place.equals(StateLocation.memory())) {
            try {
                DatabaseLedger ledger = DatabaseLedger.open(place, limits, clock);
                return new Budgets(config, ledger, ledger.ratios(), clock);
            } catch (StateUnavailableException e) {
                if (config.state().location().isPresent() || !limits.byKind().isEmpty()) {
                    throw e;
                }
                // Nobody asked for a file, and there is no limit to keep.
                LOG.warn("{}; what is used is not kept", e.getMessage());
            }
        }
        BudgetLedger ledger = new InMemoryLedger(limits, clock);
        return new Budgets(config, ledger, EstimateRatios.inMemory(), clock);
    }

    /**
     * Keeps them in a database, which stays open when they are closed.
     *
     * @throws StateUnavailableException if it cannot be used
     */
    public static Budgets open(GorgonConfig config, StateDatabase database, Clock clock) {
        DatabaseLedger ledger = DatabaseLedger.in(database, config.budget().limits(), clock);
        return new Budgets(config, ledger, ledger.ratios(), clock);
    }

    public CallBudget calls() {
        return calls;
    }

    @Override
    public void close() {
        ledger.close();
    }
}
