package io.gorgon.config;

import io.gorgon.budget.BudgetLedger;
import io.gorgon.budget.BudgetLimits;
import io.gorgon.budget.CallBudget;
import io.gorgon.budget.EstimateRatios;
import io.gorgon.budget.InMemoryLedger;
import io.gorgon.budget.SqliteLedger;
import io.gorgon.budget.TokenEstimator;
import io.gorgon.llm.error.StateUnavailableException;
import io.gorgon.state.StateLocation;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The budgets of an installation, as configured. */
public final class Budgets implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Budgets.class);

    private final BudgetLedger ledger;
    private final CallBudget calls;

    private Budgets(BudgetLedger ledger, CallBudget calls) {
        this.ledger = ledger;
        this.calls = calls;
    }

    /**
     * Opens what {@code state.url} says. Where it says nothing, there is no limit, and the other
     * place cannot be used, state is kept in memory.
     *
     * @param otherwise where state is kept when the configuration does not say it
     * @throws io.gorgon.llm.error.StateUnavailableException if the state file cannot be used
     */
    public static Budgets open(GorgonConfig config, StateLocation otherwise, Clock clock) {
        BudgetLimits limits = config.budget().limits();
        Optional<Path> file = config.state().orElse(otherwise).file();
        SqliteLedger durable = null;
        if (file.isPresent()) {
            try {
                durable = SqliteLedger.open(file.get(), limits, clock);
            } catch (StateUnavailableException e) {
                if (config.state().isPresent() || !limits.byKind().isEmpty()) {
                    throw e;
                }
                // Nobody asked for a file, and there is no limit to keep.
                LOG.warn("{}; what is used is not kept", e.getMessage());
            }
        }
        BudgetLedger ledger = durable == null ? new InMemoryLedger(limits, clock) : durable;
        EstimateRatios ratios = durable == null ? EstimateRatios.inMemory() : durable.ratios();
        TokenEstimator estimator = new TokenEstimator(ratios);
        return new Budgets(
                ledger,
                new CallBudget(
                        ledger, estimator, config.prices(), config.budget().policy(), clock));
    }

    public CallBudget calls() {
        return calls;
    }

    @Override
    public void close() {
        ledger.close();
    }
}
