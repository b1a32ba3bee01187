package io.gorgon.budget;

import java.time.Duration;

class InMemoryLedgerTest extends LedgerContract {

    @Override
    BudgetLedger open(BudgetLimits limits, Duration lease) {
        return new InMemoryLedger(limits, clock, lease);
    }
}
