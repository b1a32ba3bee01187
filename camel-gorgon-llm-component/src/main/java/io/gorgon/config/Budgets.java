package io.gorgon.config;

import io.gorgon.budget.BudgetLedger;
import io.gorgon.budget.BudgetLimits;
import io.gorgon.budget.CallBudget;
import io.gorgon.budget.EstimateRatios;
import io.gorgon.budget.InMemoryLedger;
import io.gorgon.budget.SqliteLedger;
import io.gorgon.budget.TokenEstimator;
import io.gorgon.state.StateLocation;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** The budgets of an installation, as configured. */
public final class Budgets implements AutoCloseable {

    private final BudgetLedger ledger;
    private final CallBudget calls;

    private Budgets(BudgetLedger ledger, CallBudget calls) {
        this.ledger = ledger;
        this.calls = calls;
    }

    /**
     * Opens what {@code state.url} says.
     *
     * @param otherwise where state is kept when the configuration does not say it
     * @throws io.gorgon.llm.error.StateUnavailableException if the state file cannot be used
     */
    public static Budgets open(GorgonConfig config, StateLocation otherwise, Clock clock) {
        BudgetLimits limits = config.budget().limits();
        Optional<Path> file = config.state().orElse(otherwise).file();
        BudgetLedger ledger;
        EstimateRatios ratios;
        if (file.isPresent()) {
            SqliteLedger durable = SqliteLedger.open(file.get(), limits, clock);
            ledger = durable;
            ratios = durable.ratios();
        } else {
            ledger = new InMemoryLedger(limits, clock);
            ratios = EstimateRatios.inMemory();
        }
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
