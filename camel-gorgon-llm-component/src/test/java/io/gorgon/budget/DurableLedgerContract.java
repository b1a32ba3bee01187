package io.gorgon.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gorgon.llm.error.StateUnavailableException;
import io.gorgon.state.StateDatabase;
import io.gorgon.state.StateLocation;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every ledger does that keeps budgets for other processes. */
abstract class DurableLedgerContract extends LedgerContract {

    /** The same for all ledgers of a test. */
    abstract StateLocation place();

    @Override
    BudgetLedger open(BudgetLimits limits, Duration lease) {
        return DatabaseLedger.open(place(), limits, clock, lease);
    }

    @Test
    void whatIsSpentIsThereAfterReopening() {
        try (BudgetLedger first = open(agentLimit(1000), Duration.ofMinutes(1))) {
            first.settle(
                    first.reserve(ReservationRequest.of("r", "planner", 300, 9)), 250, 8, false);
        }

        BudgetLedger second = ledger(agentLimit(1000));

        assertThat(state(second, ScopeKind.AGENT).spentTokens()).isEqualTo(250);
        assertThat(state(second, ScopeKind.DAY).spentMicroUsd()).isEqualTo(8);
    }

    @Test
    void whatIsReservedWhenItClosesIsInDoubt() {
        try (BudgetLedger first = open(agentLimit(1000), Duration.ofMinutes(1))) {
            first.reserve(ReservationRequest.of("r", "planner", 300, 9));
        }

        ScopeState state = state(ledger(agentLimit(1000)), ScopeKind.AGENT);

        assertThat(state.reservedTokens()).isZero();
        assertThat(state.inDoubtTokens()).isEqualTo(300);
    }

    @Test
    void twoLedgersAtOnePlaceShareTheLimit() {
        BudgetLedger one = ledger(agentLimit(1000));
        try (BudgetLedger other = open(agentLimit(1000), Duration.ofMinutes(1))) {
            one.reserve(ReservationRequest.of(null, "planner", 600, 0));

            assertThatThrownBy(() -> other.reserve(ReservationRequest.of(null, "planner", 500, 0)))
                    .hasMessageContaining("reserved by running calls 600 tokens");
        }
    }

    @Test
    void closingOneOfTwoLedgersOfAProcessLeavesTheOtherAlive() {
        BudgetLedger one = ledger(agentLimit(1000));
        one.reserve(ReservationRequest.of(null, "planner", 600, 0));
        open(agentLimit(1000), Duration.ofMinutes(1)).close();

        assertThat(state(one, ScopeKind.AGENT).reservedTokens()).isEqualTo(600);
    }

    @Test
    void runsThatAreLongOverAreForgotten() {
        try (BudgetLedger first = open(agentLimit(1000), Duration.ofMinutes(1))) {
            first.settle(first.reserve(ReservationRequest.of("old", "planner", 3, 0)), 3, 0, false);
        }
        clock.advance(Duration.ofDays(91));

        assertThat(ledger(agentLimit(1000)).scopes())
                .extracting(state -> state.scope().kind())
                .containsExactly(ScopeKind.DAY, ScopeKind.AGENT);
    }

    @Test
    void whatIsLearnedOfModelsIsThereAfterReopening() {
        try (DatabaseLedger first =
                (DatabaseLedger) open(agentLimit(1000), Duration.ofMinutes(1))) {
            first.ratios().keep("openai/gpt", 1.25);
        }

        DatabaseLedger second = (DatabaseLedger) ledger(agentLimit(1000));

        assertThat(second.ratios().find("openai/gpt")).hasValue(1.25);
        assertThat(second.ratios().find("other")).isEmpty();
    }

    @Test
    void aClosedLedgerSaysSo() {
        BudgetLedger closed = open(agentLimit(1000), Duration.ofMinutes(1));
        closed.close();

        assertThatThrownBy(() -> closed.reserve(ReservationRequest.of(null, "a", 1, 0)))
                .isInstanceOf(StateUnavailableException.class)
                .hasMessageContaining("has been closed");
    }

    @Test
    void aRaisedLimitIsThereAfterReopening() {
        Scope planner = new Scope(ScopeKind.AGENT, "planner");
        try (BudgetLedger first = open(agentLimit(1000), Duration.ofMinutes(1))) {
            first.raise(planner, 500, 0);
        }

        assertThat(ledger(agentLimit(1000)).state(planner).limit()).isEqualTo(Limit.ofTokens(1500));
    }

    @Test
    void aLedgerInADatabaseOfOthersLeavesItOpen() {
        try (StateDatabase database = StateDatabase.open(place())) {
            DatabaseLedger.in(database, agentLimit(1000), clock).close();

            assertThat(database.owners().all())
                    .extracting(each -> each.id())
                    .containsExactly(database.owners().self());
        }
    }
}
