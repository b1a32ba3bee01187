package io.gorgon.camel.workflow;

import io.gorgon.llm.error.BudgetExceededException;

/** Budgets that are at their end. */
final class Budgets {

    private static final long LIMIT = 1000;

    private Budgets() {}

    /** Nothing is left, and no call that runs will give anything back. */
    static BudgetExceededException spent(String message) {
        return new BudgetExceededException(
                message,
                new BudgetExceededException.Shortage(
                        "run", "r", false, true, LIMIT, LIMIT, 0, 0, 1, null));
    }
}
